package org.linli.kernel;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where something is (地点编码): the national statistical code, continued downwards to the home, so that containment is
 * a prefix.
 *
 * <p>Only ASCII digits, and only in the lengths of {@link PlaceLevel}. A segment of zeros is legal: 东莞 has no counties
 * and its streets lie in {@code 441900}. Whether such a place exists is for the place register to say.
 */
public record PlaceCode(String value) implements Comparable<PlaceCode> {

    /** Refuses anything but a code of one of the nine lengths as {@code place.malformed}. */
    public PlaceCode {
        if (!value.chars().allMatch(c -> c >= '0' && c <= '9')
                || PlaceLevel.find(value.length()).isEmpty()) {
            throw malformed(value);
        }
    }

    /** Reads a code exactly as written; nothing is trimmed. Refuses as {@code place.malformed}, also when missing. */
    public static PlaceCode parse(@Nullable String text) {
        if (text == null) {
            throw malformed("");
        }
        return new PlaceCode(text);
    }

    public PlaceLevel level() {
        return PlaceLevel.of(value.length());
    }

    /** The place that holds this one, one level up; empty for a province. */
    public Optional<PlaceCode> parent() {
        return level().above().map(this::at);
    }

    /** This place and all that hold it, itself first and its province last: whatever is said of one of them holds here. */
    public Stream<PlaceCode> holders() {
        return Stream.iterate(Optional.of(this), Optional::isPresent, code -> code.flatMap(PlaceCode::parent))
                .map(Optional::orElseThrow);
    }

    /** The codes of the same. */
    public List<String> prefixes() {
        return holders().map(PlaceCode::value).toList();
    }

    /** This place or its ancestor at that level; refuses a level below this place as {@code place.tooDeep}. */
    public PlaceCode at(PlaceLevel level) {
        if (level.digits() > value.length()) {
            throw Refusal.invalid("place.tooDeep", "value", value, "level", level.name());
        }
        return new PlaceCode(value.substring(0, level.digits()));
    }

    /**
     * The place with this number inside this one, one level down, padded with zeros. Numbers start at 1 and end where
     * the digits do (99, 999 or 9,999); refuses others as {@code place.sequence}, and below a home as
     * {@code place.tooDeep}.
     */
    public PlaceCode child(int sequence) {
        PlaceLevel below = level().below()
                .orElseThrow(() -> Refusal.invalid("place.tooDeep", "value", value, "level", level().name()));
        int width = below.digits() - value.length();
        String digits = Integer.toString(sequence);
        if (sequence < 1 || digits.length() > width) {
            throw Refusal.invalid("place.sequence", "value", value, "sequence", sequence);
        }
        return new PlaceCode(value + "0".repeat(width - digits.length()) + digits);
    }

    /** Whether the other place is this one or lies inside it. */
    public boolean contains(PlaceCode other) {
        return other.value.startsWith(value);
    }

    /** Where the range of all places in this one begins, inclusive, in {@code COLLATE "C"}. */
    public String from() {
        return value;
    }

    /** Where that range ends, exclusive: {@code :} is the character after {@code 9}. */
    public String to() {
        return value + ':';
    }

    /** As the database sorts them: a place before what is inside it. */
    @Override
    public int compareTo(PlaceCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static Refusal malformed(String value) {
        return Refusal.invalid("place.malformed", "value", value);
    }
}
