package org.bandeng.inbox;

import java.time.Duration;
import org.bandeng.media.Media;
import org.springframework.core.io.FileSystemResource;
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

/** Residents' pictures, for staff only. */
@RestController
class PictureDownload {

    private static final Duration CACHED = Duration.ofDays(1);

    private final Media media;

    PictureDownload(Media media) {
        this.media = media;
    }

    @GetMapping("/inbox/media/{id}")
    Mono<ResponseEntity<Resource>> picture(@PathVariable long id) {
        return media.picture(id)
                .map(picture -> ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType(picture.contentType()))
                        .cacheControl(CacheControl.maxAge(CACHED).cachePrivate())
                        .header("Content-Security-Policy", "default-src 'none'; sandbox")
                        .<Resource>body(new FileSystemResource(picture.file())))
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }
}
