package org.linli.device;

/**
 * A kind of devices 设备类别.
 *
 * @param films whether it takes images of a place that is open to many; then a sign, a least retention and shielded windows are asked for
 * @param law the legal ground that its form proposes
 */
public record DeviceKind(String code, String name, boolean films, String law) {}
