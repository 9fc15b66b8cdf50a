package org.linli.place;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.linli.kernel.PlaceLevel;

/**
 * A home, unit or building as people write it 门牌: {@code 宁宝世家 3-2-1203}, {@code 3号楼2单元1203}, {@code 3栋 1203室}.
 *
 * @param base what stands before it, perhaps empty: the compound's name
 * @param building the number alone, or empty; as are the other two
 */
record Address(String base, String building, String unit, String home) {

    private static final Pattern LAST_PART = Pattern.compile(
            "((?<![0-9])[0-9]{1,4}[A-Z]?|(?<![A-Z0-9])[A-Z][0-9]{0,2})\\s*(号楼|#楼|#|栋|幢|座|楼|单元|门|梯|室|户|房|号)?[\\s-]*$");

    private record Part(String number, String kind, boolean last) {

        /** The level that the part names itself or by its length; empty if only its position tells. */
        Optional<PlaceLevel> named() {
            return switch (kind) {
                case "号楼", "#楼", "#", "栋", "幢", "座", "楼" -> Optional.of(PlaceLevel.BUILDING);
                case "单元", "门", "梯" -> Optional.of(PlaceLevel.UNIT);
                case "室", "户", "房" -> Optional.of(PlaceLevel.HOME);
                default -> last && number.length() >= 3 ? Optional.of(PlaceLevel.HOME) : Optional.empty();
            };
        }
    }

    /**
     * Reads the end of what was typed as an address, counted from inside a place of the given level; empty if it does not
     * end in one.
     */
    static Optional<Address> read(String typed, PlaceLevel inside) {
        String rest = Word.normal(typed).toUpperCase(Locale.ROOT).replaceAll("[‐‑‒–—―−_/~]", "-");
        List<Part> parts = new ArrayList<>();
        Matcher part = LAST_PART.matcher(rest);
        while (parts.size() < 3 && part.find()) {
            String number = part.group(1);
            String kind = part.group(2) == null ? "" : part.group(2);
            boolean bareLetter = kind.isEmpty() && parts.isEmpty() && Character.isLetter(number.charAt(0));
            if (bareLetter) {
                break;
            }
            parts.addFirst(new Part(number, kind, parts.isEmpty()));
            rest = rest.substring(0, part.start());
            part = LAST_PART.matcher(rest);
        }
        String base = rest.strip();
        PlaceLevel from = base.isEmpty() && inside.compareTo(PlaceLevel.COMPOUND) > 0 ? inside : PlaceLevel.COMPOUND;
        return parts.isEmpty() ? Optional.empty() : placed(base, parts, from);
    }

    private static Optional<Address> placed(String base, List<Part> parts, PlaceLevel from) {
        String[] numbers = {"", "", ""};
        int level = from.ordinal();
        for (Part part : parts) {
            int above = level;
            level = part.named()
                    .map(PlaceLevel::ordinal)
                    .filter(named -> named > above)
                    .orElse(above + 1);
            if (level > PlaceLevel.HOME.ordinal()) {
                return Optional.empty();
            }
            numbers[level - PlaceLevel.BUILDING.ordinal()] = part.number();
        }
        return Optional.of(new Address(base, numbers[0], numbers[1], numbers[2]));
    }
}
