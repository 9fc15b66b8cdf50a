package org.linli.place;

import org.linli.kernel.PlaceCode;

/**
 * A place that a search found.
 *
 * @param name below a community in full: {@code 宁宝世家 3号楼 2单元}
 * @param path the places that hold it, from the province down to its community: {@code 福建省 厦门市 集美区 杏林街道}
 */
public record Found(PlaceCode code, String name, String path) {}
