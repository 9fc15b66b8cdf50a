package org.linli.place;

import java.util.List;
import java.util.Optional;
import org.linli.kernel.PlaceCode;

/**
 * What an address as people write it was found to mean 地址匹配.
 *
 * @param place the one place meant; empty where none or several are
 * @param near what may have been meant, the likeliest first; empty where nobody can tell
 */
public record Located(Optional<PlaceCode> place, List<PlaceCode> near) {

    public Located {
        near = List.copyOf(near);
    }
}
