package org.bandeng.outbox;

/**
 * One road to a resident.
 *
 * @param templateId the platform's id of the template; empty where none is needed
 */
public record Way(Channel channel, String templateId) {

    /** By customer-service message. */
    public static final Way SERVICE = new Way(Channel.SERVICE, "");
}
