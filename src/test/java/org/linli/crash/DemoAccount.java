package org.linli.crash;

/** An account of the demo world, with the community of its person. */
record DemoAccount(String name, String password, String community) {}
