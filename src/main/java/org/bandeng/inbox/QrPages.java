package org.bandeng.inbox;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bandeng.community.CommunityProperties;
import org.bandeng.community.Directory;
import org.bandeng.community.Place;
import org.bandeng.community.PlaceId;
import org.bandeng.community.Places;
import org.bandeng.web.StaffUser;
import org.bandeng.wechat.PlaceCodes;
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

/** The QR codes of all buildings and units, to make and to print. */
@Controller
class QrPages {

    private static final Logger LOG = LoggerFactory.getLogger(QrPages.class);
    private static final Set<String> SIZES = Set.of("a4", "a6");

    private final Places places;
    private final PlaceCodes codes;
    private final CommunityProperties community;
    private final WeChatProperties weChat;

    QrPages(Places places, PlaceCodes codes, CommunityProperties community, WeChatProperties weChat) {
        this.places = places;
        this.codes = codes;
        this.community = community;
        this.weChat = weChat;
    }

    /**
     * A compound with its codes.
     *
     * @param made how many of its places have one
     */
    record Compound(Place place, int made, int all, List<Coded> coded) {}

    /** @param code what the code contains; empty: there is none yet */
    record Coded(Place place, String code) {}

    /** A sheet to print. */
    record Poster(Place place, QrPicture picture) {}

    @GetMapping("/inbox/qr")
    Mono<String> page(
            @AuthenticationPrincipal StaffUser user, @RequestParam(defaultValue = "") String said, Model model) {
        return Mono.zip(places.directory(), codes.all()).map(both -> {
            List<Compound> compounds = both.getT1().ofKind(Place.Kind.COMPOUND).stream()
                    .map(compound -> compound(compound, both.getT1(), both.getT2()))
                    .toList();
            model.addAttribute("user", user);
            model.addAttribute("said", said);
            model.addAttribute("compounds", compounds);
            model.addAttribute(
                    "missing",
                    compounds.stream().mapToInt(each -> each.all - each.made).sum());
            model.addAttribute("sandbox", weChat.appId().isBlank());
            return "inbox/qr";
        });
    }

    private static Compound compound(Place compound, Directory directory, Map<PlaceId, String> codes) {
        List<Coded> coded = PlaceCodes.placesIn(directory).stream()
                .filter(place -> directory.isWithin(place, compound))
                .map(place -> new Coded(place, codes.getOrDefault(place.id(), "")))
                .toList();
        int made = (int) coded.stream().filter(each -> !each.code.isEmpty()).count();
        return new Compound(compound, made, coded.size(), coded);
    }

    @PostMapping("/inbox/qr")
    Mono<String> make() {
        return codes.makeMissing().map(made -> "redirect:/inbox/qr?said=made").onErrorResume(problem -> {
            LOG.warn("Not all QR codes could be made: {}", problem.toString());
            return Mono.just("redirect:/inbox/qr?said=failed");
        });
    }

    /**
     * The posters, to print.
     *
     * @param within a compound, a building or a unit; 0: everywhere
     * @param size a4: one a page, a6: four a page
     */
    @GetMapping("/inbox/qr/posters")
    Mono<String> posters(
            @RequestParam(defaultValue = "0") long within,
            @RequestParam(defaultValue = "a4") String size,
            Model model) {
        return Mono.zip(places.directory(), codes.all()).map(both -> {
            Place outer = both.getT1().place(new PlaceId(within)).orElse(null);
            model.addAttribute(
                    "posters",
                    PlaceCodes.placesIn(both.getT1()).stream()
                            .filter(place -> outer == null || both.getT1().isWithin(place, outer))
                            .filter(place -> both.getT2().containsKey(place.id()))
                            .map(place -> new Poster(
                                    place,
                                    QrPicture.of(String.valueOf(both.getT2().get(place.id())))))
                            .toList());
            model.addAttribute("size", SIZES.contains(size) ? size : "a4");
            model.addAttribute("community", community.name());
            return "inbox/posters";
        });
    }
}
