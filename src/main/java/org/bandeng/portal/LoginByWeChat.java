package org.bandeng.portal;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bandeng.community.OpenId;
import org.bandeng.web.PublicAddress;
import org.bandeng.wechat.WeChatLogin;
import org.bandeng.wechat.WeChatLogin.Who;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Lets WeChat say whose phone it is, and remembers that in a sealed cookie. */
@Controller
class LoginByWeChat {

    private static final Logger LOG = LoggerFactory.getLogger(LoginByWeChat.class);

    private static final String RESIDENT = "bandeng-resident";
    private static final String STATE = "bandeng-state";
    private static final String PURPOSE = "resident";
    private static final Set<String> PAGES = Set.of("me", "report");
    private static final Duration STATE_LIFE = Duration.ofMinutes(10);

    /** How often a phone is sent to WeChat in one visit. */
    private static final int TRIES = 2;

    private final WeChatLogin weChat;
    private final Seals seals;
    private final PublicAddress address;
    private final PortalProperties properties;

    LoginByWeChat(WeChatLogin weChat, Seals seals, PublicAddress address, PortalProperties properties) {
        this.weChat = weChat;
        this.seals = seals;
        this.address = address;
        this.properties = properties;
    }

    /** Whose phone it is, if WeChat has said so before. */
    Optional<OpenId> whose(ServerWebExchange exchange) {
        return cookie(exchange, RESIDENT)
                .flatMap(token -> seals.open(PURPOSE, token))
                .map(OpenId::new);
    }

    /** Sends the phone to WeChat, to come back to the page that it wanted. */
    String ask(ServerWebExchange exchange, int tries) {
        Optional<String> here = address.get();
        if (here.isEmpty()) {
            LOG.warn("A resident wanted to log in, but bandeng.public-url is not set");
            return "portal/sorry";
        }
        String state = UUID.randomUUID().toString().replace("-", "");
        exchange.getResponse()
                .addCookie(cookie(exchange, STATE, "%s.%d.%s".formatted(state, tries, wanted(exchange)), STATE_LIFE));
        return "redirect:" + weChat.authorize(here.get() + "/r/oauth", state);
    }

    /** Where WeChat sends the phone back to. */
    @GetMapping("/r/oauth")
    Mono<String> back(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String state,
            ServerWebExchange exchange,
            Model model) {
        String[] expected = cookie(exchange, STATE).orElse("").split("\\.", 3);
        if (expected.length != 3 || !expected[0].equals(state)) {
            // Somebody else's link, or a page of yesterday: from the beginning, the phone decides where to.
            return Mono.just("redirect:/r/me");
        }
        int tries = "1".equals(expected[1]) ? 1 : TRIES;
        return weChat.who(code, state)
                .map(who -> answer(who, tries, exchange, model))
                .onErrorResume(problem -> {
                    LOG.warn("WeChat did not say whose phone it is: {}", problem.toString());
                    return Mono.just("portal/sorry");
                });
    }

    private String answer(Who who, int tries, ServerWebExchange exchange, Model model) {
        if (who instanceof Who.Known known) {
            String token = seals.seal(PURPOSE, known.openId().value(), properties.loginLife());
            exchange.getResponse().addCookie(cookie(exchange, RESIDENT, token, properties.loginLife()));
            return "redirect:/r/" + wanted(exchange);
        }
        if (who instanceof Who.Again && tries < TRIES) {
            return ask(exchange, TRIES);
        }
        model.addAttribute("preview", who instanceof Who.Preview);
        return "portal/sorry";
    }

    /** The page that the phone wanted before it was sent to WeChat: one of ours, whatever the cookie says. */
    private static String wanted(ServerWebExchange exchange) {
        String path = exchange.getRequest().getPath().value();
        boolean back = path.endsWith("/oauth");
        String page = back
                ? cookie(exchange, STATE).orElse("").replaceFirst(".*\\.", "")
                : path.substring(path.lastIndexOf('/') + 1);
        return PAGES.contains(page) ? page : "me";
    }

    private static Optional<String> cookie(ServerWebExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequest().getCookies().getFirst(name))
                .map(HttpCookie::getValue)
                .filter(value -> !value.isEmpty());
    }

    private static ResponseCookie cookie(ServerWebExchange exchange, String name, String value, Duration life) {
        URI uri = exchange.getRequest().getURI();
        return ResponseCookie.from(name, value)
                .path("/r")
                .maxAge(life)
                .httpOnly(true)
                .secure("https".equals(uri.getScheme()))
                .sameSite("Lax")
                .build();
    }
}
