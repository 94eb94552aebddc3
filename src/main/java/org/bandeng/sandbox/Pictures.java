package org.bandeng.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.bandeng.wechat.SandboxMode;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The pictures that residents sent, as the platform keeps them. */
@Component
@Conditional(SandboxMode.class)
class Pictures {

    private static final String MEDIA_ID = "sandbox-[0-9a-f-]{36}";

    /** The media id of the voice that simulated phones send. */
    static final String VOICE = "sandbox-voice";

    private final Path folder;

    Pictures(@Value("${bandeng.data-dir}") Path dataDir) {
        this.folder =
                dataDir.resolve("sandbox").resolve("pictures").toAbsolutePath().normalize();
    }

    /** Keeps a picture and returns the media id for it. */
    Mono<String> keep(byte[] bytes) {
        String mediaId = "sandbox-" + UUID.randomUUID();
        return Mono.fromCallable(() -> {
                    Files.createDirectories(folder);
                    Files.write(folder.resolve(mediaId), bytes);
                    return mediaId;
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** Empty if there is none with that media id. */
    Mono<byte[]> find(String mediaId) {
        return Mono.fromCallable(() -> read(mediaId)).subscribeOn(Schedulers.boundedElastic());
    }

    /** Whether it is a video, by its beginning. */
    static boolean isVideo(byte[] bytes) {
        return bytes.length > 8 && bytes[4] == 'f' && bytes[5] == 't' && bytes[6] == 'y' && bytes[7] == 'p';
    }

    private byte @org.jspecify.annotations.Nullable [] read(String mediaId) throws IOException {
        if (mediaId.equals(VOICE)) {
            return new ClassPathResource("sandbox/voice.amr").getContentAsByteArray();
        }
        Path file = folder.resolve(mediaId.matches(MEDIA_ID) ? mediaId : "none");
        return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
    }
}
