package org.linli.place;

import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;

/** One place 地点: its code, its own name ({@code 3号楼}), and its public phone, empty where none is known. */
public record Place(PlaceCode code, String name, String phone) {

    public PlaceLevel level() {
        return code.level();
    }
}
