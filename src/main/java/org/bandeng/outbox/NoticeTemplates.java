package org.bandeng.outbox;

import java.util.List;

/** The templates that the account may use; the platform's side knows them. */
public interface NoticeTemplates {

    /** The ways beside the customer-service message that can carry a notice, best first. */
    List<Way> waysFor(String notice);
}
