package org.linli.web;

/** The application as it is: look-up and row security, one behind the other. */
class IsolationTest extends Isolation {

    @Override
    boolean lookups() {
        return true;
    }
}
