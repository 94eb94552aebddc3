package org.bandeng.media;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** The formats that are kept, told by their first bytes and not by what anybody says they are. */
enum MediaFormat {
    JPEG(Kind.IMAGE, "image/jpeg", "jpg", 0, "\u00FF\u00D8\u00FF"),
    PNG(Kind.IMAGE, "image/png", "png", 0, "\u0089PNG"),
    GIF(Kind.IMAGE, "image/gif", "gif", 0, "GIF8"),
    WEBP(Kind.IMAGE, "image/webp", "webp", 8, "WEBP"),
    AMR(Kind.VOICE, "audio/amr", "amr", 0, "#!AMR"),
    MP3(Kind.VOICE, "audio/mpeg", "mp3", 0, "ID3"),
    MP3_WITHOUT_TAG(Kind.VOICE, "audio/mpeg", "mp3", 0, "\u00FF\u00FB"),
    OGG(Kind.VOICE, "audio/ogg", "ogg", 0, "OggS"),
    /** WeChat's own speex has nothing to know it by; staff can save it. */
    OTHER_VOICE(Kind.VOICE, "application/octet-stream", "speex", 0, ""),
    MP4(Kind.VIDEO, "video/mp4", "mp4", 4, "ftyp");

    /** What people call it. */
    enum Kind {
        IMAGE,
        VOICE,
        VIDEO
    }

    private final Kind kind;
    private final String contentType;
    private final String extension;
    private final int offset;
    private final byte[] mark;

    MediaFormat(Kind kind, String contentType, String extension, int offset, String mark) {
        this.kind = kind;
        this.contentType = contentType;
        this.extension = extension;
        this.offset = offset;
        this.mark = mark.getBytes(StandardCharsets.ISO_8859_1);
    }

    String contentType() {
        return contentType;
    }

    String extension() {
        return extension;
    }

    /** The format of a picture, a voice or a video; empty if it is none that is kept. */
    static Optional<MediaFormat> of(Kind kind, byte[] bytes) {
        return Stream.of(values())
                .filter(each -> each.kind == kind && each.fits(bytes))
                .findFirst();
    }

    private boolean fits(byte[] bytes) {
        for (int i = 0; i < mark.length; i++) {
            if (bytes.length <= offset + i || bytes[offset + i] != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
