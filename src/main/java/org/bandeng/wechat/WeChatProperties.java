package org.bandeng.wechat;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The official account, as the console at mp.weixin.qq.com shows it.
 *
 * @param appId empty: no account, the program runs as a sandbox
 * @param encodingAesKey 43 characters; empty: messages come in plain mode
 * @param previousToken taken as well while the token is being changed in the console; empty: none
 * @param previousEncodingAesKey likewise
 * @param pageBaseUrl where phones are sent to say who they are
 * @param compatible whether unencrypted messages are taken although there is an AES key
 * @param maxClockSkew how far the timestamp of a call may be from our own clock
 * @param maxBody no message of WeChat's comes near it
 * @param replyWithin after this the call is answered and the reply pushed; WeChat gives up after 5 s
 * @param callTimeout for one call to the API
 */
@ConfigurationProperties("bandeng.wechat")
public record WeChatProperties(
        @DefaultValue("") String appId,
        @DefaultValue("") String secret,
        @DefaultValue("") String token,
        @DefaultValue("") String encodingAesKey,
        @DefaultValue("") String previousToken,
        @DefaultValue("") String previousEncodingAesKey,
        @DefaultValue("https://api.weixin.qq.com") URI apiBaseUrl,
        @DefaultValue("https://open.weixin.qq.com") URI pageBaseUrl,
        @DefaultValue("false") boolean compatible,
        @DefaultValue("10m") Duration maxClockSkew,
        @DefaultValue("64KB") DataSize maxBody,
        @DefaultValue("4500ms") Duration replyWithin,
        @DefaultValue("8s") Duration callTimeout) {

    /** Without the secrets, so that they get into no log by mistake. */
    @Override
    public String toString() {
        return "WeChatProperties[appId=" + appId + ", apiBaseUrl=" + apiBaseUrl + "]";
    }
}
