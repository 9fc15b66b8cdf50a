package org.linli.demo;

import java.util.List;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.platform.Actor;

/** Who plays in one community of the demo world 演示人物, each in the capacity they act in. */
record Cast(
        PlaceCode community,
        Actor chief,
        Actor clerk,
        Actor gridWorker,
        List<Estate> estates,
        Team volunteers,
        Team gridTeam,
        List<Team> merchants,
        List<Resident> residents) {

    /** A compound with its property firm. */
    record Estate(PlaceCode code, Team property, List<PlaceCode> homes) {}

    /** An organisation that handles orders, and somebody who works there. */
    record Team(UUID organisation, Actor worker) {}

    /** Somebody at home. */
    record Resident(Actor actor, PlaceCode home, String phone) {}
}
