package org.bandeng.media;

import java.util.Optional;

/** The kinds of picture that are kept, told by their first bytes and not by what anybody says they are. */
enum PictureType {
    JPEG("image/jpeg", "jpg", 0xFF, 0xD8, 0xFF),
    PNG("image/png", "png", 0x89, 'P', 'N', 'G'),
    GIF("image/gif", "gif", 'G', 'I', 'F', '8'),
    WEBP("image/webp", "webp", 'R', 'I', 'F', 'F');

    private final String contentType;
    private final String extension;
    private final int[] start;

    PictureType(String contentType, String extension, int... start) {
        this.contentType = contentType;
        this.extension = extension;
        this.start = start;
    }

    String contentType() {
        return contentType;
    }

    String extension() {
        return extension;
    }

    static Optional<PictureType> of(byte[] bytes) {
        for (PictureType type : values()) {
            if (type.begins(bytes)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    private boolean begins(byte[] bytes) {
        for (int i = 0; i < start.length; i++) {
            if (bytes.length <= i || (bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }
}
