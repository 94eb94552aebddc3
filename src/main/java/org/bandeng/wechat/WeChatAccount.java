package org.bandeng.wechat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The account that the program serves.
 *
 * @param tokens those that calls may be signed with, the current one first; the previous one stays good while the console
 *     is being changed
 * @param cryptos those that calls may be encrypted with, the current one first; none: plain mode
 * @param apiBaseUrl where the API is; asked at each call, because a sandbox knows its port late
 * @param pageBaseUrl where phones are sent to say who they are; asked at each call, too
 */
public record WeChatAccount(
        String appId,
        String secret,
        List<String> tokens,
        List<MessageCrypto> cryptos,
        Supplier<URI> apiBaseUrl,
        Supplier<URI> pageBaseUrl) {

    public WeChatAccount {
        tokens = List.copyOf(tokens);
        cryptos = List.copyOf(cryptos);
    }

    /** The current token. */
    public String token() {
        return tokens.get(0);
    }

    /** The current key; empty: plain mode. */
    public Optional<MessageCrypto> crypto() {
        return cryptos.stream().findFirst();
    }

    /** The token that a call is signed with; empty: none of ours. */
    Optional<String> tokenOf(String signature, String... parts) {
        return tokens.stream()
                .filter(token -> MessageSignature.matches(
                        signature,
                        Stream.concat(Stream.of(token), Stream.of(parts)).toArray(String[]::new)))
                .findFirst();
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "WeChatAccount[" + appId + "]";
    }
}
