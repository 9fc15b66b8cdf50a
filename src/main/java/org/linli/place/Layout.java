package org.linli.place;

import org.linli.kernel.Refusal;

/**
 * What the generator builds 批量建楼: buildings of equal units, floors and homes, their names counted on from the first:
 * {@code 15号楼 1单元 101}.
 *
 * @param first the number of the first building, 1 to 999
 * @param buildings 1 to 500
 * @param units in a building, 1 to 99
 * @param floors 1 to 99
 * @param homes on a floor of a unit, 1 to 99; at most 50,000 homes in all
 */
public record Layout(int first, int buildings, int units, int floors, int homes) {

    private static final int MOST_BUILDINGS = 500;
    private static final int MOST_HOMES = 50_000;
    private static final int TWO_DIGITS = 99;
    private static final int THREE_DIGITS = 999;

    /** Refuses numbers that the codes cannot hold, and more than one run may build. */
    public Layout {
        if (buildings < 1 || buildings > MOST_BUILDINGS) {
            throw Refusal.invalid("layout.buildings", "most", MOST_BUILDINGS);
        }
        if (first < 1 || first + buildings - 1 > THREE_DIGITS) {
            throw Refusal.invalid("layout.first", "most", THREE_DIGITS);
        }
        if (units < 1 || units > TWO_DIGITS) {
            throw Refusal.invalid("layout.units", "most", TWO_DIGITS);
        }
        if (floors < 1 || floors > TWO_DIGITS) {
            throw Refusal.invalid("layout.floors", "most", TWO_DIGITS);
        }
        if (homes < 1 || homes > TWO_DIGITS) {
            throw Refusal.invalid("layout.homes", "most", TWO_DIGITS);
        }
        if ((long) buildings * units * floors * homes > MOST_HOMES) {
            throw Refusal.invalid("layout.tooMany", "most", MOST_HOMES);
        }
    }

    public int last() {
        return first + buildings - 1;
    }

    public int allUnits() {
        return buildings * units;
    }

    public int allHomes() {
        return allUnits() * floors * homes;
    }
}
