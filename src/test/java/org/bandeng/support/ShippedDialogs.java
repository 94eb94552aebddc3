package org.bandeng.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The dialogs of the house, for tests that change some of them. */
public final class ShippedDialogs {

    private ShippedDialogs() {}

    /** Copies them into a folder that is there already; returns it. */
    public static Path copyInto(Path folder) {
        try (Stream<Path> files = Files.list(Path.of("dialogs"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
