package org.bandeng.wechat;

import org.bandeng.media.MediaSource;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Fetches residents' media from the platform. */
@Component
class WeChatMedia implements MediaSource {

    /** 不合法的媒体文件 id: never was one, or its three days are over. */
    private static final int INVALID_MEDIA_ID = 40007;

    private final WeChatApi api;

    WeChatMedia(WeChatApi api) {
        this.api = api;
    }

    @Override
    public Mono<byte[]> fetch(String mediaId) {
        return api.media(mediaId)
                .onErrorMap(
                        problem -> problem instanceof WeChatException answer && answer.errcode() == INVALID_MEDIA_ID,
                        gone -> new GoneException(String.valueOf(gone.getMessage())))
                .onErrorMap(WeChatMedia::isTooLarge, large -> new GoneException("it is larger than 10 MB"));
    }

    private static boolean isTooLarge(Throwable problem) {
        return problem instanceof DataBufferLimitException || problem.getCause() instanceof DataBufferLimitException;
    }
}
