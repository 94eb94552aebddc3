package org.bandeng.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A folder under {@code bandeng.data-dir}, one file an object. */
@Component
class FolderStore implements MediaStore {

    private final Path folder;

    FolderStore(@Value("${bandeng.data-dir}") Path dataDir) {
        this.folder = dataDir.resolve("media").toAbsolutePath().normalize();
    }

    @Override
    public Mono<Void> put(String key, byte[] bytes) {
        return Mono.fromCallable(() -> write(file(key), bytes))
                .subscribeOn(Schedulers.boundedElastic())
                .then();
    }

    /** Written beside and moved, so that a half-written file is never taken for an object. */
    private Path write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(folder);
        Path part = Files.write(folder.resolve(file.getFileName() + ".part"), bytes);
        return Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public Mono<byte[]> get(String key) {
        return Mono.fromCallable(() -> read(file(key))).subscribeOn(Schedulers.boundedElastic());
    }

    private static byte @Nullable [] read(Path file) throws IOException {
        return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
    }

    @Override
    public Mono<Void> delete(String key) {
        return Mono.fromCallable(() -> Files.deleteIfExists(file(key)))
                .subscribeOn(Schedulers.boundedElastic())
                .then();
    }

    private Path file(String key) {
        if (!key.matches("[a-z0-9]+\\.[a-z0-9]+")) {
            throw new IllegalArgumentException("No key of a kept object: " + key);
        }
        return folder.resolve(key);
    }
}
