package org.linli.api;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What whoever installs Linli may set of the programming interface 程序接口, under {@code linli.api.}.
 *
 * @param requestsPerMinute so many requests one token may send in a minute, over all nodes
 * @param privateHosts whether what happens may be told to addresses in a private network or on this machine
 * @param timeout how long whoever is told may take to answer
 */
@ConfigurationProperties("linli.api")
public record ApiSettings(
        @DefaultValue("600") int requestsPerMinute,
        @DefaultValue("false") boolean privateHosts,
        @DefaultValue("10s") Duration timeout) {}
