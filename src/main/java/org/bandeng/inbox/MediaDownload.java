package org.bandeng.inbox;

import java.time.Duration;
import org.bandeng.media.Media;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** Residents' pictures, voices and videos, for staff only. */
@RestController
class MediaDownload {

    private static final Duration CACHED = Duration.ofDays(1);

    private final Media media;

    MediaDownload(Media media) {
        this.media = media;
    }

    @GetMapping("/inbox/media/{id}")
    Mono<ResponseEntity<Resource>> download(@PathVariable long id) {
        return media.bytes(id)
                .map(kept -> ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType(kept.contentType()))
                        .cacheControl(CacheControl.maxAge(CACHED).cachePrivate())
                        .header("Content-Security-Policy", "default-src 'none'; sandbox")
                        .<Resource>body(new ByteArrayResource(kept.bytes())))
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }
}
