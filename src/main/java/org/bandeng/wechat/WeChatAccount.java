package org.bandeng.wechat;

import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The account that the program serves.
 *
 * @param crypto empty: plain mode
 * @param apiBaseUrl where the API is; asked at each call, because a sandbox knows its port late
 */
public record WeChatAccount(
        String appId, String secret, String token, Optional<MessageCrypto> crypto, Supplier<URI> apiBaseUrl) {

    /** Without the secrets. */
    @Override
    public String toString() {
        return "WeChatAccount[" + appId + "]";
    }
}
