package org.bandeng.wechat;

import java.time.Duration;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** QR codes that are good for a while, such as to sign in at a meeting. */
@Service
public class PassingCodes {

    /** The longest life of such a code ("生成带参数的二维码", WeChat docs). */
    private static final Duration LONGEST = Duration.ofDays(30);

    private final WeChatApi api;

    PassingCodes(WeChatApi api) {
        this.api = api;
    }

    /**
     * What the picture must contain.
     *
     * @param scene what the account is told when somebody scans it; 1 to 64 characters
     * @param life how long it is good; at most 30 days, whatever is asked for
     */
    public Mono<String> code(String scene, Duration life) {
        return api.createQrCode(scene, life.compareTo(LONGEST) > 0 ? LONGEST : life)
                .map(WeChatApi.PlaceCode::url);
    }
}
