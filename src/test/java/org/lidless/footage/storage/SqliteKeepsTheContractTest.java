package org.lidless.footage.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.world.World;

final class SqliteKeepsTheContractTest extends IndexContract {

    @TempDir
    Path place;

    private int opened;

    @Override
    TableIndex open() throws Exception {
        return SqliteIndex.open(World.real().disk(), place.resolve("data-" + opened++));
    }
}
