package org.bandeng.inbox;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bandeng.community.StaffAccounts;
import org.bandeng.community.StaffId;
import org.bandeng.community.StaffMember;
import org.bandeng.web.AuditLog;
import org.bandeng.web.StaffUser;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import reactor.core.publisher.Mono;

/** Who came in, read personal data, took them out, or changed how the program is set up. */
@Controller
class AuditPage {

    private static final int ROWS = 100;

    /** An address of a form: whose, and what for. */
    private static final Pattern FORM = Pattern.compile("(?:people/)?(?:(?<id>[0-9]{1,18})/?)?(?<deed>[a-z][a-z/-]*)?");

    private final AuditLog audit;
    private final StaffAccounts staff;
    private final MessageSource messages;
    private final Times times;

    AuditPage(AuditLog audit, StaffAccounts staff, MessageSource messages, Times times) {
        this.audit = audit;
        this.staff = staff;
        this.messages = messages;
        this.times = times;
    }

    /** One line, for people. */
    record Row(AuditLog.Entry entry, String who, String time, String about) {}

    @GetMapping("/inbox/audit")
    Mono<String> page(
            @AuthenticationPrincipal StaffUser user,
            @RequestParam(defaultValue = "0") long person,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "0") long before,
            Locale language,
            Model model) {
        return Mono.zip(
                        audit.latest(person, AuditLog.action(action), before, ROWS)
                                .collectList(),
                        staff.all().collectMap(StaffMember::id, StaffMember::name, java.util.LinkedHashMap::new))
                .map(both -> {
                    List<AuditLog.Entry> entries = both.getT1();
                    model.addAttribute("user", user);
                    model.addAttribute("people", both.getT2());
                    model.addAttribute("actions", AuditLog.Action.values());
                    model.addAttribute("person", person);
                    model.addAttribute("action", action);
                    model.addAttribute(
                            "rows",
                            entries.stream()
                                    .map(entry -> row(entry, both.getT2(), language))
                                    .toList());
                    model.addAttribute(
                            "next",
                            entries.size() < ROWS ? 0 : entries.get(ROWS - 1).id());
                    return "inbox/audit";
                });
    }

    private Row row(AuditLog.Entry entry, Map<StaffId, String> names, Locale language) {
        String who = entry.staff() == null ? "" : names.getOrDefault(entry.staff(), "");
        return new Row(entry, who, times.show(entry.at()), about(entry, names, language));
    }

    /** 给赵师傅发邀请码, for people/6/invitation; what has no words of its own is shown as it was written down. */
    private String about(AuditLog.Entry entry, Map<StaffId, String> names, Locale language) {
        Matcher form = FORM.matcher(entry.subject());
        if (entry.action().isReading() || !form.matches()) {
            return entry.subject();
        }
        String id = form.group("id");
        String whose = id == null ? "" : names.getOrDefault(new StaffId(Long.parseLong(id)), id);
        String deed = form.group("deed") == null ? "change" : form.group("deed").replace('/', '.');
        String words = messages.getMessage("audit.deed." + deed, new Object[] {whose}, "", language);
        return words == null || words.isBlank() ? entry.subject() : words;
    }
}
