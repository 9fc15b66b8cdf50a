package org.linli.platform;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.linli.kernel.Refusal;

/** To which addresses of others we speak 对外地址: to none inside a private network or on this machine, unless that is allowed. */
public final class Abroad {

    private Abroad() {}

    /** Refuses a host that nobody knows, and one in a private network or on this machine unless that is allowed. */
    public static void reachable(URI uri, boolean privateHosts) {
        addresses(uri, privateHosts);
    }

    /**
     * The addresses of a host, each of which may be spoken to; at least one. Refuses as {@link #reachable} does. Whoever speaks
     * to these, and does not look the name up again, cannot be led elsewhere by it.
     */
    public static List<InetAddress> addresses(URI uri, boolean privateHosts) {
        try {
            List<InetAddress> addresses = List.of(InetAddress.getAllByName(uri.getHost()));
            if (!privateHosts && addresses.stream().anyMatch(Abroad::inside)) {
                throw Refusal.invalid("gateway.serverPrivate");
            }
            return addresses;
        } catch (UnknownHostException nobody) {
            throw Refusal.invalid("gateway.serverUnknown", "host", String.valueOf(uri.getHost()));
        }
    }

    /** Not of the public internet (RFC 6890). */
    public static boolean inside(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        if (address instanceof Inet6Address) {
            // Unique local fc00::/7, and the ways to write an IPv4 address inside: ::/96, 64:ff9b::/96, 2002::/16.
            boolean carriesOther = first == 0 || first == 0x20 && second == 0x02;
            return (first & 0xFE) == 0xFC || carriesOther || special(address);
        }
        return first == 0
                || first >= 240
                || first == 100 && second >= 64 && second < 128
                || first == 192 && second == 0 && bytes[2] == 0
                || first == 198 && (second == 18 || second == 19)
                || special(address);
    }

    private static boolean special(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
    }
}
