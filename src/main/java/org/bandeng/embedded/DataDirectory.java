package org.bandeng.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The folder that belongs to one running program; the operating system frees it when the program ends, however it ends. */
final class DataDirectory implements AutoCloseable {

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Takes the folder, making it if need be.
     *
     * @throws CannotStartException if another program has it or it cannot be written
     */
    static DataDirectory take(Path path) {
        try {
            if (!Files.exists(path)) {
                Files.createDirectories(path);
                closeToOthers(path);
            }
            FileChannel channel = FileChannel.open(
                    path.resolve("bandeng.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                String holder = holder(channel);
                channel.close();
                throw new CannotStartException(
                        "The data directory \"%s\" is in use by another Bandeng%s.".formatted(path, holder),
                        "Stop that program, or start this one with a folder of its own: --bandeng.data-dir=/another/folder");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(
                            String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
                    0);
            return new DataDirectory(path, channel);
        } catch (IOException e) {
            throw new CannotStartException(
                    "The data directory \"%s\" cannot be used: %s".formatted(path, e),
                    "Make it a folder that this user may write, or choose another one: --bandeng.data-dir=/another/folder",
                    e);
        }
    }

    /** Whether a running program has the folder. */
    static boolean isTaken(Path path) throws IOException {
        Path file = path.resolve("bandeng.lock");
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return lock(channel) == null;
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(Long.MAX_VALUE - 1, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(20);
        channel.read(pid, 0);
        String text = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII);
        return text.isBlank() ? "" : " (process " + text + ")";
    }

    /** A folder in it that only the program's own user may look into. */
    Path folder(String name) throws IOException {
        return closeToOthers(Files.createDirectories(path.resolve(name)));
    }

    private static Path closeToOthers(Path folder) throws IOException {
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        return folder;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
