package org.bandeng.dialog;

/** The types of the expression language. */
public enum Type {
    /** Words, an option's key, a time in ISO form; "" if nothing was said. */
    TEXT,
    /** A whole number; 0 if nothing was said. */
    NUMBER,
    /** True or false; false if nothing was said. */
    FLAG;

    /** The value as expressions see it: a String, a Long or a Boolean. */
    public Object of(String value) {
        return switch (this) {
            case TEXT -> value;
            case NUMBER -> value.isEmpty() ? 0L : Long.parseLong(value);
            case FLAG -> Boolean.parseBoolean(value);
        };
    }
}
