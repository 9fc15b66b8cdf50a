package org.linli.gateway;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What whoever installs Linli may set of the open interface 开放接口, under {@code linli.open311.}.
 *
 * @param readsPerMinute so many lists and requests one address may read in a minute, counted by each node for itself
 * @param postsPerMinute so many requests and updates one address may post in a minute, over all nodes
 * @param privateHosts whether other servers may stand in a private network or on this machine
 * @param timeout how long another server may take to answer
 * @param pushEvery how often what is due is pushed
 * @param fetchEvery how often other servers are asked for what is new
 * @param nearest so many metres from coordinates the building meant by them may stand
 */
@ConfigurationProperties("linli.open311")
public record GatewaySettings(
        @DefaultValue("600") int readsPerMinute,
        @DefaultValue("60") int postsPerMinute,
        @DefaultValue("false") boolean privateHosts,
        @DefaultValue("15s") Duration timeout,
        @DefaultValue("30s") Duration pushEvery,
        @DefaultValue("10m") Duration fetchEvery,
        @DefaultValue("200") int nearest) {}
