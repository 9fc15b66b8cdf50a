package org.linli.order;

/** The parts 角色 that people play in an order. */
public enum Part {
    /** 点单人: whose order it is. */
    REQUESTER,
    /** 派单人: a community's clerk or chief. */
    DISPATCHER,
    /** 社区书记, who answers for what comes back. */
    CHIEF,
    /** 登记人: staff who take an order by phone, at the counter, from the box, or on their round. */
    REGISTRAR,
    /** 接单人: whoever works for the organisation it is dispatched to. */
    HANDLER,
    /** 回访人: a dispatcher who calls back somebody who is registered nowhere, and takes down their word (0-24). */
    CALLER,
    /** 回访人: of the grid or the community, and never of the handler, who calls somebody whose own rating did not come (0-24). */
    CALLBACK,
    /** 核查人: of the grid or the community, and never of the handler, who goes and sees whether it is done. */
    VERIFIER,
    /** 考核人: a dispatcher, or of the street, who answers for what the rates count. */
    APPRAISER,
    /** 时钟, and the machinery that passes on what other systems say. */
    CLOCK
}
