package org.linli.identity.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.linli.identity.Accounts.DemoAccount;

/** The invented accounts of one community, as the login page shows them. */
public record DemoGroup(String community, List<DemoAccount> accounts) {

    /** By community, each in the order of its first account. */
    static List<DemoGroup> of(List<DemoAccount> accounts) {
        Map<String, List<DemoAccount>> groups = new LinkedHashMap<>();
        accounts.forEach(account -> groups.computeIfAbsent(account.community(), c -> new ArrayList<>())
                .add(account));
        return groups.entrySet().stream()
                .map(group -> new DemoGroup(group.getKey(), group.getValue()))
                .toList();
    }
}
