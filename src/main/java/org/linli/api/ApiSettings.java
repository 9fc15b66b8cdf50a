package org.linli.api;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What whoever installs Linli may set of the programming interface 程序接口, under {@code linli.api.}.
 *
 * @param requestsPerMinute so many requests one token may send in a minute, over all nodes
 */
@ConfigurationProperties("linli.api")
public record ApiSettings(@DefaultValue("600") int requestsPerMinute) {}
