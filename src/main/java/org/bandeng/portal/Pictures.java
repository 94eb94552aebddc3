package org.bandeng.portal;

import org.bandeng.community.ResidentId;
import org.bandeng.media.Media;
import org.bandeng.media.MediaSource;
import org.bandeng.web.Uploads;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The picture that comes with a form. One that cannot be kept is no reason to lose the words beside it. */
@Component("portalPictures")
class Pictures {

    private static final Kept NONE = new Kept(null, false);
    private static final Kept UNFIT = new Kept(null, true);

    private final Media media;

    Pictures(Media media) {
        this.media = media;
    }

    /**
     * What became of it.
     *
     * @param id ours; null: there is none
     * @param unfit whether there was one that could not be kept
     */
    record Kept(@Nullable Long id, boolean unfit) {}

    /** Keeps it; null and a part without a name are no picture. */
    Mono<Kept> keep(ResidentId resident, @Nullable FilePart picture) {
        return picture == null || picture.filename().isEmpty()
                ? Mono.just(NONE)
                : Uploads.read(picture, MediaSource.MAX_BYTES)
                        .flatMap(bytes -> media.keepPicture(resident, bytes))
                        .map(id -> new Kept(id, false))
                        .onErrorReturn(Media.UnfitMediaException.class, UNFIT)
                        .onErrorReturn(DataBufferLimitException.class, UNFIT);
    }
}
