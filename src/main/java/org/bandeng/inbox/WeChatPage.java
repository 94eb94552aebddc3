package org.bandeng.inbox;

import java.util.Map;
import org.bandeng.outbox.Outbox;
import org.bandeng.web.PublicAddress;
import org.bandeng.web.StaffUser;
import org.bandeng.wechat.AccountEvents;
import org.bandeng.wechat.AccountMenu;
import org.bandeng.wechat.ApiGate;
import org.bandeng.wechat.MessageTemplates;
import org.bandeng.wechat.WeChatProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import reactor.core.publisher.Mono;

/** How the official account stands: its menu, its templates, its calls, what WeChat told about it. */
@Controller
class WeChatPage {

    private static final Logger LOG = LoggerFactory.getLogger(WeChatPage.class);
    private static final int EVENTS = 20;

    private final AccountMenu menu;
    private final MessageTemplates templates;
    private final ApiGate gate;
    private final AccountEvents events;
    private final Outbox outbox;
    private final WeChatProperties properties;
    private final PublicAddress address;
    private final Times times;

    WeChatPage(
            AccountMenu menu,
            MessageTemplates templates,
            ApiGate gate,
            AccountEvents events,
            Outbox outbox,
            WeChatProperties properties,
            PublicAddress address,
            Times times) {
        this.menu = menu;
        this.templates = templates;
        this.gate = gate;
        this.events = events;
        this.outbox = outbox;
        this.properties = properties;
        this.address = address;
        this.times = times;
    }

    /** An event about the account, in one line. */
    record Event(String kind, String detail, String time) {}

    @GetMapping("/inbox/wechat")
    Mono<String> page(
            @AuthenticationPrincipal StaffUser user, @RequestParam(defaultValue = "") String said, Model model) {
        Mono<String> published = menu.isPublished()
                .map(same -> same ? "yes" : "no")
                .onErrorResume(problem -> {
                    LOG.warn("The menu could not be looked at: {}", problem.toString());
                    return Mono.just("unknown");
                });
        return Mono.zip(
                        published,
                        gate.callsToday(),
                        gate.problems(),
                        events.latest(EVENTS)
                                .map(event -> new Event(event.kind(), event.detail(), times.show(event.at())))
                                .collectList())
                .map(all -> {
                    model.addAllAttributes(Map.of(
                            "user", user,
                            "said", said,
                            "menu", menu.entries(),
                            "published", all.getT1(),
                            "calls", all.getT2(),
                            "problems", all.getT3(),
                            "events", all.getT4(),
                            "templates", templates.usable(),
                            "appId", properties.appId(),
                            "safe", !properties.encodingAesKey().isBlank()));
                    model.addAttribute("address", address.get().orElse(""));
                    return "inbox/wechat";
                });
    }

    @PostMapping("/inbox/wechat/menu")
    Mono<String> publish() {
        return menu.publish()
                .thenReturn("redirect:/inbox/wechat?said=published")
                .onErrorResume(problem -> {
                    LOG.warn("The menu could not be published: {}", problem.toString());
                    return Mono.just("redirect:/inbox/wechat?said=failed");
                });
    }

    /** Somebody has put right what was wrong: everything is tried again. */
    @PostMapping("/inbox/wechat/reopen")
    Mono<String> reopen() {
        return gate.reopen().then(outbox.tryNow()).thenReturn("redirect:/inbox/wechat?said=reopened");
    }
}
