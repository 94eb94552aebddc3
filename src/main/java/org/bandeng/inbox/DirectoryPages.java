package org.bandeng.inbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bandeng.community.Crew;
import org.bandeng.community.Directory;
import org.bandeng.community.DirectoryImport;
import org.bandeng.community.DirectoryImport.NamedFile;
import org.bandeng.community.DirectoryMistake;
import org.bandeng.community.DirectoryMistakesException;
import org.bandeng.community.Grid;
import org.bandeng.community.Place;
import org.bandeng.community.Places;
import org.bandeng.community.Post;
import org.bandeng.community.Posts;
import org.bandeng.community.StaffMember;
import org.bandeng.conversation.Dialogs;
import org.bandeng.ticket.Level;
import org.bandeng.ticket.Routing;
import org.bandeng.web.StaffUser;
import org.bandeng.web.Uploads;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The directory as a whole: how much there is, what is missing, its files in and out. */
@Controller
class DirectoryPages {

    /** Both files, as browsers send them back, must fit into one form. */
    private static final int MAX_FILE = 200_000;

    private static final int SHOWN = 200;
    private static final String VIEW = "inbox/directory";

    private final Places places;
    private final Posts posts;
    private final DirectoryImport files;
    private final Dialogs dialogs;

    DirectoryPages(Places places, Posts posts, DirectoryImport files, Dialogs dialogs) {
        this.places = places;
        this.posts = posts;
        this.files = files;
        this.dialogs = dialogs;
    }

    @GetMapping("/inbox/directory")
    Mono<String> page(@AuthenticationPrincipal StaffUser user, Model model) {
        return fill(user, model).thenReturn(VIEW);
    }

    private Mono<Void> fill(StaffUser user, Model model) {
        return Mono.defer(() -> Mono.zip(places.directory(), posts.crew()))
                .doOnNext(both -> {
                    List<StaffMember> people = both.getT2().posts().stream()
                            .map(Post::holder)
                            .distinct()
                            .toList();
                    List<Place> orphans = orphans(both.getT1(), both.getT2());
                    model.addAttribute("user", user);
                    model.addAttribute("counts", counts(both.getT1()));
                    model.addAttribute("people", people.size());
                    model.addAttribute(
                            "bound",
                            people.stream()
                                    .filter(member -> member.weChat() != null)
                                    .count());
                    model.addAttribute("role", stewards());
                    model.addAttribute("orphans", orphans.stream().limit(SHOWN).toList());
                    model.addAttribute("orphanCount", orphans.size());
                })
                .then();
    }

    /** The units that nobody looks after. */
    private List<Place> orphans(Directory directory, Crew crew) {
        return stewards().isEmpty() ? List.of() : crew.without(stewards(), Place.Kind.UNIT, directory);
    }

    /** What those who are asked in a stairwell are called. */
    private String stewards() {
        Routing.Rung rung = dialogs.edition().routing().rungs().get(Level.BUILDING);
        return rung == null ? "" : rung.role();
    }

    private static Map<String, Long> counts(Directory directory) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Place.Kind kind : Place.Kind.values()) {
            counts.put(kind.name().toLowerCase(Locale.ROOT), (long)
                    directory.ofKind(kind).size());
        }
        for (Grid.Kind kind : Grid.Kind.values()) {
            counts.put(
                    kind.name().toLowerCase(Locale.ROOT),
                    directory.grids().stream()
                            .filter(grid -> grid.kind() == kind)
                            .count());
        }
        return counts;
    }

    /** Shows what files would change. */
    @PostMapping(value = "/inbox/directory/preview", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Mono<String> preview(
            @AuthenticationPrincipal StaffUser user, @RequestPart("files") Flux<FilePart> uploads, Model model) {
        return uploads.filter(part -> !part.filename().isEmpty())
                .concatMap(part -> Uploads.read(part, MAX_FILE).map(bytes -> NamedFile.of(part.filename(), bytes)))
                .collectList()
                .flatMap(given -> files.preview(given).doOnNext(changes -> {
                    model.addAttribute("files", given);
                    model.addAttribute("changes", changes.stream().limit(SHOWN).toList());
                    model.addAttribute("changeCount", changes.size());
                }))
                .then(fill(user, model))
                .onErrorResume(DirectoryMistakesException.class, mistakes -> mistakes(user, mistakes, model))
                .onErrorResume(
                        DataBufferLimitException.class,
                        large -> mistakes(
                                user,
                                new DirectoryMistakesException(
                                        List.of(DirectoryMistake.of("", DirectoryMistake.Kind.TOO_LARGE))),
                                model))
                .thenReturn(VIEW);
    }

    private Mono<Void> mistakes(StaffUser user, DirectoryMistakesException mistakes, Model model) {
        model.addAttribute("mistakes", mistakes.mistakes().stream().limit(SHOWN).toList());
        return fill(user, model);
    }

    /** Takes in what was previewed: names and texts of the files, in order. Not bound to lists: Spring would part texts at commas. */
    @PostMapping("/inbox/directory")
    Mono<String> take(@AuthenticationPrincipal StaffUser user, ServerWebExchange exchange, Model model) {
        return exchange.getFormData()
                .flatMap(form -> {
                    List<String> names = form.getOrDefault("name", List.of());
                    List<String> texts = form.getOrDefault("text", List.of());
                    List<NamedFile> given = new ArrayList<>();
                    for (int i = 0; i < Math.min(names.size(), texts.size()); i++) {
                        given.add(new NamedFile(names.get(i), texts.get(i)));
                    }
                    return files.take(given);
                })
                .doOnNext(changes -> model.addAttribute("taken", changes.size()))
                .then(fill(user, model))
                .onErrorResume(DirectoryMistakesException.class, mistakes -> mistakes(user, mistakes, model))
                .thenReturn(VIEW);
    }

    /** Adds a place, or changes it: the form has a file's columns. */
    @PostMapping("/inbox/directory/place")
    Mono<String> place(@AuthenticationPrincipal StaffUser user, ServerWebExchange exchange, Model model) {
        return exchange.getFormData()
                .flatMap(form -> files.place(form.toSingleValueMap()))
                .then(fill(user, model))
                .doOnSuccess(done -> model.addAttribute("taken", 1))
                .onErrorResume(DirectoryMistakesException.class, mistakes -> mistakes(user, mistakes, model))
                .thenReturn(VIEW);
    }

    /** A file of what there is. */
    @GetMapping("/inbox/directory/{file:places|people}.csv")
    Mono<ResponseEntity<byte[]>> export(@PathVariable String file) {
        return files.export()
                .flatMapIterable(all -> all)
                .filter(each -> each.name().equals(file + ".csv"))
                .next()
                .map(each -> ResponseEntity.ok()
                        .header("Content-Type", "text/csv; charset=utf-8")
                        .header("Content-Disposition", "attachment; filename=\"" + each.name() + "\"")
                        // Excel takes a file without this sign for another encoding.
                        .body(("\uFEFF" + each.text()).getBytes(StandardCharsets.UTF_8)))
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }
}
