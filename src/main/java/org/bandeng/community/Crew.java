package org.bandeng.community;

import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All posts as they were at one moment. */
public final class Crew {

    /** Nobody has any post. */
    public static final Crew NOBODY = new Crew(List.of());

    /** How far a post's part of the community reaches, from the smallest to the largest. */
    private static final List<Enum<?>> SIZES = List.of(
            Place.Kind.SPOT,
            Place.Kind.UNIT,
            Grid.Kind.MICRO_GRID,
            Place.Kind.BUILDING,
            Grid.Kind.GRID,
            Place.Kind.COMPOUND,
            Grid.Kind.BRANCH);

    private final Map<String, List<Post>> byRole = new HashMap<>();

    public Crew(Collection<Post> posts) {
        posts.forEach(post -> byRole.computeIfAbsent(post.role(), role -> new java.util.ArrayList<>())
                .add(post));
    }

    /**
     * Who with such a post can be asked now about a place: of the nearest part of the community first, there by rank. Whoever
     * cannot be told, because neither their WeChat is bound nor have they an account, is not among them.
     *
     * @param place null: not known; then only who is there for the whole community
     */
    public List<StaffMember> asked(String role, @Nullable Place place, Directory directory, LocalDateTime now) {
        return posts(role)
                .filter(post -> post.holder().canBeTold() && post.duty().isOpen(now))
                .map(post -> reach(post, place, directory).map(size -> Map.entry(size, post)))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Map.Entry<Integer, Post>::getKey)
                        .thenComparing(each -> each.getValue().rank())
                        .thenComparing(each -> each.getValue().holder().id().value()))
                .map(each -> each.getValue().holder())
                .distinct()
                .toList();
    }

    /** Everybody who is anything there and could be told, the nearest first. */
    public List<StaffMember> around(@Nullable Place place, Directory directory) {
        return byRole.values().stream()
                .flatMap(List::stream)
                .filter(post -> post.holder().canBeTold())
                .map(post -> reach(post, place, directory).map(size -> Map.entry(size, post)))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Map.Entry<Integer, Post>::getKey)
                        .thenComparing(each -> each.getValue().rank()))
                .map(each -> each.getValue().holder())
                .distinct()
                .toList();
    }

    /** All posts, those of one person together. */
    public List<Post> posts() {
        return byRole.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(post -> post.holder().id().value()))
                .toList();
    }

    /** The places of a kind for which nobody has such a post, not even for a larger part of the community. */
    public List<Place> without(String role, Place.Kind kind, Directory directory) {
        return directory.ofKind(kind).stream()
                .filter(place -> posts(role)
                        .noneMatch(post -> reach(post, place, directory).isPresent()))
                .toList();
    }

    /** What somebody is, and where. */
    public List<Post> of(StaffId staff) {
        return byRole.values().stream()
                .flatMap(List::stream)
                .filter(post -> post.holder().id().equals(staff))
                .toList();
    }

    private Stream<Post> posts(String role) {
        return byRole.getOrDefault(role, List.of()).stream();
    }

    /** How large the part of a post is; empty if the place is not in it. */
    private static Optional<Integer> reach(Post post, @Nullable Place place, Directory directory) {
        if (post.place() == null && post.grid() == null) {
            return Optional.of(SIZES.size());
        }
        if (place == null) {
            return Optional.empty();
        }
        if (post.place() != null) {
            return directory
                    .place(post.place())
                    .filter(part -> directory.isWithin(place, part))
                    .map(part -> SIZES.indexOf(part.kind()));
        }
        return directory.gridsOf(place).stream()
                .filter(grid -> grid.id().equals(post.grid()))
                .findFirst()
                .map(grid -> SIZES.indexOf(grid.kind()));
    }
}
