package org.lidless.node;

final class Lidless {
    private Lidless() {}

    public static void main(String[] args) {
        System.out.println("hi");
    }
}
