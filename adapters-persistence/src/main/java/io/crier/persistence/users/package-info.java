/** Users, their sign-ins and invitations, in H2 or PostgreSQL. */
package io.crier.persistence.users;
