package org.linli.order;

import java.util.List;
import org.linli.World;

/** Communities that no other test founds: what is counted in one is what its test put there. */
final class Fresh {

    private static final List<String> CODES = List.of(
            "350211002001",
            "350211002002",
            "350211002003",
            "350211002004",
            "350211002005",
            "350211002006",
            "350211002007",
            "350211002008",
            "350211002009",
            "350211002010",
            "350211002011",
            "350211004016",
            "350211001001",
            "350211001002",
            "350211001005",
            "350211001006",
            "350211001012",
            "350211004002",
            "350211004007",
            "350211004011",
            "350211004012",
            "350211004013",
            "350211004014",
            "350211004015",
            "350211102001",
            "350211102002",
            "350211102003",
            "350211102004",
            "350211102005",
            "350211102006",
            "350211102007",
            "350211102201",
            "350211102202",
            "350211102203",
            "350211102204",
            "350211102205",
            "350211102206",
            "350211102207",
            "350211102208",
            "350211103001",
            "350211103002",
            "350211103003",
            "350211103004",
            "350211103005",
            "350211103006");

    private static int made;

    private Fresh() {}

    /** Another one. */
    static synchronized World.Quarter in(World world) {
        String code = CODES.get(made);
        made++;
        return world.founding(code, name(), "cz" + made, "");
    }

    /** What the compound of the last one is called. */
    static String name() {
        return "查找花园" + made;
    }
}
