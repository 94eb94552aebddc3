package org.bandeng.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bandeng.community.CommunityProperties;
import org.bandeng.community.Crew;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.Places;
import org.bandeng.community.Posts;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffMember;
import org.bandeng.conversation.Dialogs;
import org.bandeng.conversation.Transcript;
import org.bandeng.ticket.Level;
import org.bandeng.ticket.Routing;
import org.bandeng.web.FirstAccount;
import org.bandeng.web.PublicAddress;
import org.bandeng.web.StaffUser;
import org.bandeng.wechat.AccountMenu;
import org.bandeng.wechat.ApiGate;
import org.bandeng.wechat.MessageTemplates;
import org.bandeng.wechat.WeChatProperties;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import reactor.core.publisher.Mono;

/** 开张清单: what an administrator still has to set up before residents come, each looked at when the page is opened. */
@Controller
class SetupPage {

    private final AccountMenu menu;
    private final MessageTemplates templates;
    private final ApiGate gate;
    private final WeChatProperties account;
    private final PublicAddress address;
    private final Places places;
    private final Posts posts;
    private final StaffAccounts staff;
    private final FirstAccount firstAccount;
    private final Dialogs dialogs;
    private final CommunityProperties community;
    private final Transcript transcript;
    private final Times times;

    SetupPage(
            AccountMenu menu,
            MessageTemplates templates,
            ApiGate gate,
            WeChatProperties account,
            PublicAddress address,
            Places places,
            Posts posts,
            StaffAccounts staff,
            FirstAccount firstAccount,
            Dialogs dialogs,
            CommunityProperties community,
            Transcript transcript,
            Times times) {
        this.menu = menu;
        this.templates = templates;
        this.gate = gate;
        this.account = account;
        this.address = address;
        this.places = places;
        this.posts = posts;
        this.staff = staff;
        this.firstAccount = firstAccount;
        this.dialogs = dialogs;
        this.community = community;
        this.transcript = transcript;
        this.times = times;
    }

    /**
     * One thing to set up.
     *
     * @param name in the messages
     * @param done whether it is
     * @param found what was found, for people; empty: nothing worth telling
     * @param link where it is set up; empty: in the program's settings
     */
    record Check(String name, boolean done, String found, String link) {

        private static final Set<String> WITH_WECHAT = Set.of("api", "callback", "menu", "templates");

        /** Whether it was tried with the real platform, if there is one; else with the one that the sandbox plays. */
        public boolean isWithWeChat() {
            return WITH_WECHAT.contains(name);
        }
    }

    @GetMapping("/inbox/setup")
    Mono<String> page(@AuthenticationPrincipal StaffUser user, Model model) {
        return checks().map(checks -> {
            model.addAttribute("user", user);
            fill(checks, model);
            return "inbox/setup";
        });
    }

    /** The changing part of the page. */
    @GetMapping("/inbox/setup/checks")
    Mono<String> checks(Model model) {
        return checks().map(checks -> {
            fill(checks, model);
            return "inbox/setup :: checks";
        });
    }

    private void fill(List<Check> checks, Model model) {
        model.addAttribute("sandbox", account.appId().isBlank());
        model.addAttribute("checks", checks);
        model.addAttribute(
                "left", checks.stream().filter(check -> !check.done()).count());
    }

    private Mono<List<Check>> checks() {
        Mono<String> published =
                menu.isPublished().map(same -> same ? "yes" : "no").onErrorReturn("unknown");
        return Mono.zip(
                        published,
                        gate.problems(),
                        places.directory(),
                        posts.crew(),
                        staff.withAccounts().collectList(),
                        transcript.lastHeard().map(times::show).defaultIfEmpty(""),
                        staff.present().collectList())
                .map(all -> {
                    List<Check> checks = new ArrayList<>();
                    checks.add(new Check("password", firstAccount.password().isEmpty(), "", "/inbox/account"));
                    checks.add(new Check(
                            "name", !CommunityProperties.UNNAMED.equals(community.name()), community.name(), ""));
                    checks.add(new Check("account", !account.appId().isBlank(), account.appId(), ""));
                    checks.add(address());
                    checks.add(new Check(
                            "api", !all.getT1().equals("unknown") && all.getT2().isEmpty(), "", "/inbox/wechat"));
                    checks.add(new Check("callback", !all.getT6().isEmpty(), all.getT6(), ""));
                    checks.add(new Check("menu", all.getT1().equals("yes"), "", "/inbox/wechat"));
                    checks.add(new Check(
                            "templates",
                            !templates.usable().isEmpty(),
                            String.valueOf(templates.usable().size()),
                            "/inbox/wechat"));
                    checks.add(directory(all.getT3()));
                    checks.add(stewards(all.getT3(), all.getT4()));
                    checks.add(bound(all.getT4(), all.getT7()));
                    checks.add(new Check(
                            "staff",
                            all.getT5().size() > 1,
                            String.valueOf(all.getT5().size()),
                            "/inbox/staff"));
                    checks.add(new Check("dialogs", dialogs.refused() == null, "", "/inbox/dialogs"));
                    return checks;
                });
    }

    /** Nobody's phone gets to this very computer. */
    private Check address() {
        String found = address.get().orElse("");
        boolean here = found.contains("//localhost") || found.contains("//127.");
        return new Check("address", !found.isEmpty() && !here, found, "");
    }

    private static Check directory(Directory directory) {
        int units = directory.ofKind(Place.Kind.UNIT).size();
        return new Check("directory", units > 0, String.valueOf(units), "/inbox/directory");
    }

    /** Whoever has not bound their WeChat is asked to take nothing: it climbs past them. */
    private static Check bound(Crew crew, List<StaffMember> present) {
        long without = present.stream()
                .filter(member ->
                        member.weChat() == null && !crew.of(member.id()).isEmpty())
                .count();
        return new Check("bound", without == 0, String.valueOf(without), "/inbox/directory/people");
    }

    private Check stewards(Directory directory, Crew crew) {
        Routing.Rung rung = dialogs.edition().routing().rungs().get(Level.BUILDING);
        String role = rung == null ? "" : rung.role();
        int without = role.isEmpty()
                ? 0
                : crew.without(role, Place.Kind.UNIT, directory).size();
        return new Check("stewards", without == 0, String.valueOf(without), "/inbox/directory/people");
    }
}
