package org.bandeng.inbox;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.bandeng.conversation.StaffReplies;
import org.bandeng.web.StaffUser;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** 快捷回复: what is often said, kept by the dispatchers, filled with what is known and chosen with one tap. */
@Controller
class CannedAnswers {

    private static final int LONGEST_TITLE = 20;
    private static final int MOST = 200;

    private static final Pattern BLANK = Pattern.compile("[{｛]([^{}｛｝]*)[}｝]");

    /** What an answer can speak of. */
    private static final Set<String> BLANKS =
            Set.of("ticket.number", "ticket.title", "ticket.place", "ticket.office", "due", "staff.name");

    private final DatabaseClient database;
    private final Corrections corrections;

    CannedAnswers(DatabaseClient database, Corrections corrections) {
        this.database = database;
        this.corrections = corrections;
    }

    /**
     * One answer.
     *
     * @param category of the tickets that it is for; empty: of all
     * @param used how often it was sent
     */
    record CannedAnswer(long id, String title, String category, String content, long used) {

        /** With its blanks filled; what is not known stays out. */
        CannedAnswer filled(Map<String, String> facts) {
            String text = content;
            for (Map.Entry<String, String> fact : facts.entrySet()) {
                text = text.replace("{" + fact.getKey() + "}", fact.getValue());
            }
            return new CannedAnswer(id, title, category, text.replaceAll("\\{[a-z.]+}", ""), used);
        }
    }

    /** What the form sends. */
    record Typed(
            @Nullable String title,
            @Nullable String category,
            @Nullable String content) {}

    /** Those for a category, and those for all; what is used most first, those of the category before. */
    Flux<CannedAnswer> of(String category) {
        return rows("where category in ('', :category) order by category = '', used desc, id", category);
    }

    /** One of them was sent. */
    Mono<Void> used(long id) {
        return database.sql("update canned_answer set used = used + 1 where id = :id")
                .bind("id", id)
                .then();
    }

    private Flux<CannedAnswer> rows(String which, String category) {
        return database.sql(
                        "select id, title, category, content, used from canned_answer %s limit :most".formatted(which))
                .bind("category", category)
                .bind("most", MOST)
                .map(row -> new CannedAnswer(
                        row.get("id", Long.class),
                        row.get("title", String.class),
                        row.get("category", String.class),
                        row.get("content", String.class),
                        row.get("used", Long.class)))
                .all();
    }

    @GetMapping("/inbox/answers")
    Mono<String> page(
            @AuthenticationPrincipal StaffUser user, @RequestParam(defaultValue = "") String said, Model model) {
        return rows("where :category = '' order by category, used desc, id", "")
                .collectList()
                .map(all -> {
                    model.addAttribute("user", user);
                    model.addAttribute("said", said);
                    model.addAttribute("answers", all);
                    model.addAttribute("categories", corrections.categories());
                    model.addAttribute("maxLength", StaffReplies.MAX_LENGTH);
                    return "inbox/answers";
                });
    }

    @PostMapping("/inbox/answers")
    Mono<String> add(@ModelAttribute Typed typed) {
        String title = typed.title() == null ? "" : typed.title().strip();
        String content = typed.content() == null ? "" : typed.content().strip();
        String category = typed.category() == null ? "" : typed.category();
        boolean fits = !title.isEmpty()
                && title.length() <= LONGEST_TITLE
                && !content.isEmpty()
                && content.length() <= StaffReplies.MAX_LENGTH
                && (category.isEmpty() || corrections.categories().containsKey(category));
        if (!BLANK.matcher(content).results().allMatch(blank -> BLANKS.contains(blank.group(1)))) {
            return Mono.just(back("unknown"));
        }
        return fits
                ? database.sql(
                                "insert into canned_answer (title, category, content) values (:title, :category, :content)")
                        .bind("title", title)
                        .bind("category", category)
                        .bind("content", content)
                        .then()
                        .thenReturn(back("added"))
                        .onErrorReturn(DuplicateKeyException.class, back("taken"))
                : Mono.just(back("incomplete"));
    }

    @PostMapping("/inbox/answers/{id}/delete")
    Mono<String> delete(@PathVariable long id) {
        return database.sql("delete from canned_answer where id = :id")
                .bind("id", id)
                .then()
                .thenReturn(back("deleted"));
    }

    private static String back(String said) {
        return "redirect:/inbox/answers?said=" + said;
    }
}
