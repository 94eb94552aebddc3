package org.bandeng.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bandeng.web.ChangedEvents;
import org.bandeng.web.Uploads;
import org.bandeng.wechat.MessageXml;
import org.bandeng.wechat.SandboxMode;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document.OutputSettings;
import org.jsoup.safety.Safelist;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A resident's phone in the browser; each browser is another resident. */
@Controller
@RequestMapping("/simulator")
@Conditional(SandboxMode.class)
class SimulatorPage {

    static final String COOKIE = "bandeng-phone";
    private static final Duration COOKIE_LIFE = Duration.ofDays(365);

    /** WeChat's limit for pictures. */
    private static final int MAX_PICTURE_BYTES = 10 * 1024 * 1024;

    private static final Safelist WHAT_WECHAT_SHOWS =
            Safelist.none().addTags("a").addAttributes("a", "href").addProtocols("a", "href", "https", "http");

    /** Nothing to show in place of the form, but the chat has grown. */
    private static final ResponseEntity<Void> GROWN =
            ResponseEntity.noContent().header("HX-Trigger", "changed").build();

    private final Phones phones;
    private final Pictures pictures;
    private final Wire wire;
    private final Account account;
    private final Faults faults;
    private final Clock clock;

    SimulatorPage(Phones phones, Pictures pictures, Wire wire, Account account, Faults faults, Clock clock) {
        this.account = account;
        this.faults = faults;
        this.phones = phones;
        this.pictures = pictures;
        this.wire = wire;
        this.clock = clock;
    }

    /** A bubble with its text made safe to show: of all HTML, WeChat shows links. */
    record Bubble(String from, String html, String picture, Map<String, String> choices) {
        static Bubble of(Phone.Line line) {
            String html = Jsoup.clean(line.text(), "", WHAT_WECHAT_SHOWS, new OutputSettings().prettyPrint(false));
            return new Bubble(line.from(), html, line.picture(), line.choices());
        }
    }

    /** What a form of the page sends. */
    record Said(
            @Nullable String text,
            @Nullable String choice,
            @Nullable String as) {}

    @GetMapping
    Mono<String> page(
            @CookieValue(name = COOKIE, defaultValue = "") String cookie, ServerWebExchange exchange, Model model) {
        Phone phone =
                phones.find(cookie).orElseGet(() -> phones.find(newOpenId()).orElseThrow());
        exchange.getResponse()
                .addCookie(ResponseCookie.from(COOKIE, phone.openId())
                        .path("/")
                        .maxAge(COOKIE_LIFE)
                        .httpOnly(true)
                        .sameSite("Lax")
                        .build());
        if (phone.lines().isEmpty()) {
            startFollowing(phone);
        }
        show(phone, model);
        return Mono.just("simulator");
    }

    @GetMapping("/chat")
    String chat(@CookieValue(COOKIE) String cookie, Model model) {
        show(phone(cookie), model);
        return "simulator :: chat";
    }

    /** An event whenever the chat of this phone has grown. */
    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ResponseBody
    Flux<ServerSentEvent<String>> live(@CookieValue(COOKIE) String cookie) {
        Phone phone = phone(cookie);
        return ChangedEvents.of(phones.changes().filter(phone.openId()::equals));
    }

    @PostMapping("/messages")
    ResponseEntity<Void> say(@CookieValue(COOKIE) String cookie, @ModelAttribute Said said) {
        Phone phone = following(cookie);
        String text = said.text() == null ? "" : said.text().strip();
        if (!text.isEmpty()) {
            Message message = Message.of(text, said);
            phone.interacted(message.interaction, Instant.now(clock));
            phones.iSaid(phone, message.shown, "");
            inBackground(wire.message(phone, message.type, message.elements));
        }
        return GROWN;
    }

    /** What a form of the page sends, in WeChat's terms. */
    private record Message(String type, Map<String, String> elements, String shown, Phone.Interaction interaction) {

        static Message of(String text, Said said) {
            if (said.choice() != null && !said.choice().isEmpty()) {
                return new Message(
                        "text",
                        ordered("Content", text, "bizmsgmenuid", said.choice()),
                        text,
                        Phone.Interaction.TAPPED_OR_FOLLOWED);
            }
            return switch (said.as() == null ? "" : said.as()) {
                case "mute" -> wrote("voice", ordered("MediaId", Pictures.VOICE, "Format", "amr"), "🔊 语音");
                case "voice" ->
                    wrote(
                            "voice",
                            ordered("MediaId", Pictures.VOICE, "Format", "amr", "Recognition", text),
                            "🔊 " + text);
                case "location" ->
                    wrote(
                            "location",
                            ordered("Location_X", "31.230416", "Location_Y", "121.473701", "Label", text),
                            "📍 " + text);
                default -> wrote("text", ordered("Content", text), text);
            };
        }

        private static Message wrote(String type, Map<String, String> elements, String shown) {
            return new Message(type, elements, shown, Phone.Interaction.WROTE);
        }
    }

    @PostMapping("/pictures")
    Mono<ResponseEntity<Void>> picture(@CookieValue(COOKIE) String cookie, @RequestPart("picture") FilePart file) {
        Phone phone = following(cookie);
        return Uploads.read(file, MAX_PICTURE_BYTES)
                .flatMap(bytes -> pictures.keep(bytes).map(mediaId -> {
                    phone.interacted(Phone.Interaction.WROTE, Instant.now(clock));
                    boolean video = Pictures.isVideo(bytes);
                    phones.iSaid(phone, video ? "🎬 视频" : "", video ? "" : mediaId);
                    String url = "http://127.0.0.1/simulator/pictures/" + mediaId;
                    inBackground(
                            video
                                    ? wire.message(phone, "video", ordered("MediaId", mediaId, "ThumbMediaId", mediaId))
                                    : wire.message(phone, "image", ordered("PicUrl", url, "MediaId", mediaId)));
                    return GROWN;
                }));
    }

    @GetMapping("/pictures/{mediaId}")
    Mono<ResponseEntity<byte[]>> shown(@PathVariable String mediaId) {
        return pictures.find(mediaId)
                .map(bytes -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_OCTET_STREAM)
                        .header("Content-Security-Policy", "default-src 'none'; sandbox")
                        .body(bytes))
                .switchIfEmpty(Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }

    /** What a tapped entry of the account's menu sends. */
    record Tapped(
            @Nullable String type,
            @Nullable String key,
            @Nullable String url) {}

    @PostMapping("/menu")
    ResponseEntity<Void> menu(@CookieValue(COOKIE) String cookie, @ModelAttribute Tapped tapped) {
        Phone phone = following(cookie);
        if ("view".equals(tapped.type())) {
            String url = String.valueOf(tapped.url());
            inBackground(wire.event(phone, ordered("Event", "VIEW", "EventKey", url)));
            return ResponseEntity.noContent().header("HX-Redirect", url).build();
        }
        phone.interacted(Phone.Interaction.TAPPED_OR_FOLLOWED, Instant.now(clock));
        inBackground(wire.event(phone, ordered("Event", "CLICK", "EventKey", String.valueOf(tapped.key()))));
        return GROWN;
    }

    /** Points the phone's camera at a code; whoever does not follow yet does so by that. */
    @GetMapping("/scan")
    String scan(@CookieValue(name = COOKIE, defaultValue = "") String cookie, @RequestParam String code) {
        Phone phone = phones.find(cookie).orElse(null);
        if (phone == null) {
            return "redirect:/simulator";
        }
        Account.sceneOf(code).ifPresent(scene -> {
            phones.weChatSaid(phone, "扫了二维码");
            if (phone.isFollowing()) {
                phone.interacted(Phone.Interaction.TAPPED_OR_FOLLOWED, Instant.now(clock));
                inBackground(wire.event(phone, ordered("Event", "SCAN", "EventKey", scene)));
            } else {
                startFollowing(phone, "qrscene_" + scene);
            }
        });
        return "redirect:/simulator";
    }

    /** Agrees to one message with a template, as a phone does when a page asks for it. */
    @PostMapping("/consent")
    ResponseEntity<Void> consent(@CookieValue(COOKIE) String cookie, @ModelAttribute Consent consent) {
        Phone phone = following(cookie);
        String template = String.valueOf(consent.template());
        phone.consent(template);
        phones.weChatSaid(phone, "同意接收一次通知");
        String nested = "<SubscribeMsgPopupEvent><List>" + MessageXml.element("TemplateId", template)
                + MessageXml.element("SubscribeStatusString", "accept") + MessageXml.element("PopupScene", "2")
                + "</List></SubscribeMsgPopupEvent>";
        inBackground(wire.event(phone, "subscribe_msg_popup_event", nested));
        return GROWN;
    }

    /** Which template is agreed to. */
    record Consent(@Nullable String template) {}

    /** Which faults are switched on; none: all is well. */
    record Chosen(@Nullable List<String> fault) {}

    @PostMapping("/faults")
    ResponseEntity<Void> faults(@ModelAttribute Chosen chosen) {
        List<String> codes = chosen.fault() == null ? List.of() : chosen.fault();
        faults.set(Stream.of(Fault.values())
                .filter(fault -> codes.contains(fault.code()))
                .collect(Collectors.toSet()));
        return GROWN;
    }

    @PostMapping("/follow")
    ResponseEntity<Void> follow(@CookieValue(COOKIE) String cookie) {
        following(cookie);
        return GROWN;
    }

    @PostMapping("/unfollow")
    ResponseEntity<Void> unfollow(@CookieValue(COOKIE) String cookie) {
        Phone phone = phone(cookie);
        phone.follow(false);
        phones.weChatSaid(phone, Phones.UNFOLLOWED);
        inBackground(wire.event(phone, ordered("Event", "unsubscribe", "EventKey", "")));
        return GROWN;
    }

    private void startFollowing(Phone phone) {
        startFollowing(phone, "");
    }

    private void startFollowing(Phone phone, String eventKey) {
        phone.follow(true);
        phone.interacted(Phone.Interaction.TAPPED_OR_FOLLOWED, Instant.now(clock));
        phones.weChatSaid(phone, "已关注");
        inBackground(wire.event(phone, ordered("Event", "subscribe", "EventKey", eventKey)));
    }

    /** Who writes follows; a phone that is new here does so first. */
    private Phone following(String cookie) {
        Phone phone = phone(cookie);
        if (!phone.isFollowing()) {
            startFollowing(phone);
        }
        return phone;
    }

    private Phone phone(String cookie) {
        return phones.find(cookie)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST, "Open /simulator first"));
    }

    private void show(Phone phone, Model model) {
        model.addAttribute("menu", account.entries());
        model.addAttribute("faults", Fault.values());
        model.addAttribute("on", faults.all());
        model.addAttribute("bubbles", phone.lines().stream().map(Bubble::of).toList());
        model.addAttribute("following", phone.isFollowing());
    }

    /** A phone does not wait for the account's answer: it shows it when it comes. {@link Wire} handles every failure. */
    private static void inBackground(Mono<Void> call) {
        call.subscribe();
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private static String newOpenId() {
        return "oSandbox" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
    }
}
