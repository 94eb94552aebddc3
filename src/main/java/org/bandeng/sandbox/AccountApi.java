package org.bandeng.sandbox;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bandeng.web.Uploads;
import org.bandeng.wechat.SandboxMode;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The APIs of the account itself: its menu, its QR codes, its media, and whose phone a page is open on. */
@RestController
@RequestMapping("/sandbox")
@Conditional(SandboxMode.class)
class AccountApi {

    private static final int MAX_BYTES = 10 * 1024 * 1024;

    private final Platform platform;
    private final Account account;
    private final Pictures pictures;
    private final Phones phones;

    AccountApi(Platform platform, Account account, Pictures pictures, Phones phones) {
        this.platform = platform;
        this.account = account;
        this.pictures = pictures;
        this.phones = phones;
    }

    @PostMapping("/cgi-bin/menu/create")
    Mono<Map<String, Object>> createMenu(
            @RequestParam(name = "access_token", defaultValue = "") String token, @RequestBody String body) {
        return platform.call(token, () -> {
            JsonNode menu = platform.read(body);
            if (menu.path("button").isEmpty() || menu.path("button").size() > 3) {
                return Platform.answer(47001);
            }
            account.menu(menu);
            return Platform.answer(0);
        });
    }

    @GetMapping("/cgi-bin/menu/get")
    Mono<Map<String, Object>> menu(@RequestParam(name = "access_token", defaultValue = "") String token) {
        return platform.call(token, () -> account.menu()
                .map(menu -> Map.<String, Object>of("menu", menu))
                .orElseGet(() -> Platform.answer(46003)));
    }

    @PostMapping("/cgi-bin/qrcode/create")
    Mono<Map<String, Object>> createQrCode(
            @RequestParam(name = "access_token", defaultValue = "") String token, @RequestBody String body) {
        return platform.call(token, () -> {
            JsonNode request = platform.read(body);
            String scene =
                    request.path("action_info").path("scene").path("scene_str").asString("");
            if (scene.isEmpty() || scene.length() > 64) {
                return Platform.answer(47001);
            }
            Map<String, Object> code = new LinkedHashMap<>();
            code.put(
                    "ticket",
                    "sandbox-" + UUID.nameUUIDFromBytes(scene.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            code.put("url", account.codeFor(scene));
            return code;
        });
    }

    @PostMapping("/cgi-bin/media/upload")
    Mono<Map<String, Object>> upload(
            @RequestParam(name = "access_token", defaultValue = "") String token,
            @RequestPart("media") FilePart media) {
        return Uploads.read(media, MAX_BYTES)
                .flatMap(bytes -> platform.callLater(token, () -> pictures.keep(bytes)
                        .map(mediaId -> Map.<String, Object>of("type", "image", "media_id", mediaId))));
    }

    @GetMapping("/cgi-bin/media/get")
    Mono<ResponseEntity<?>> media(
            @RequestParam(name = "access_token", defaultValue = "") String token,
            @RequestParam(name = "media_id", defaultValue = "") String mediaId) {
        return platform.call(token, () -> Platform.answer(0)).flatMap(allowed -> {
            if (!Integer.valueOf(0).equals(allowed.get("errcode"))) {
                return Mono.just(ResponseEntity.ok(allowed));
            }
            return pictures.find(mediaId)
                    .<ResponseEntity<?>>map(bytes -> ResponseEntity.ok()
                            .contentType(MediaType.APPLICATION_OCTET_STREAM)
                            .body(bytes))
                    .defaultIfEmpty(ResponseEntity.ok(Platform.answer(40007)));
        });
    }

    /** Where a phone is sent to say whose it is: back at once, with a code. */
    @GetMapping("/connect/oauth2/authorize")
    ResponseEntity<Void> authorize(
            @RequestParam("redirect_uri") URI redirect,
            @RequestParam String state,
            @CookieValue(name = SimulatorPage.COOKIE, defaultValue = "") String phone) {
        if (phones.find(phone).isEmpty()) {
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(URI.create("/simulator"))
                    .build();
        }
        URI back = UriComponentsBuilder.fromUri(redirect)
                .queryParam("code", account.loginCode(phone))
                .queryParam("state", state)
                .build(true)
                .toUri();
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(back).build();
    }

    @GetMapping("/sns/oauth2/access_token")
    Map<String, Object> whose(@RequestParam String code) {
        Optional<String> openId = account.useLoginCode(code);
        return openId.<Map<String, Object>>map(each -> Map.of(
                        "access_token",
                        "page",
                        "expires_in",
                        Duration.ofHours(2).toSeconds(),
                        "openid",
                        each,
                        "scope",
                        "snsapi_base"))
                .orElseGet(() -> Platform.answer(40163));
    }
}
