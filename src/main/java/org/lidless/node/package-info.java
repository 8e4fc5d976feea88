@org.jspecify.annotations.NullMarked
package org.lidless.node;
