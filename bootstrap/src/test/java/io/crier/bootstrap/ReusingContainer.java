package io.crier.bootstrap;

import io.openliberty.arquillian.managed.WLPManagedContainer;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.shrinkwrap.api.Archive;

/** Liberty, which keeps an archive deployed as long as test classes deploy the same instance. */
public class ReusingContainer extends WLPManagedContainer {

  private Archive<?> deployed;
  private ProtocolMetaData metaData;

  @Override
  public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
    if (archive != deployed) {
      undeployKept();
      metaData = super.deploy(archive);
      deployed = archive;
    }
    return metaData;
  }

  @Override
  public void undeploy(Archive<?> archive) {
    // Once another one is deployed, or the server stops.
  }

  @Override
  public void stop() throws LifecycleException {
    try {
      undeployKept();
    } catch (DeploymentException e) {
      throw new LifecycleException("the application is still deployed", e);
    } finally {
      super.stop();
    }
  }

  private void undeployKept() throws DeploymentException {
    var kept = deployed;
    deployed = null;
    if (kept != null) {
      super.undeploy(kept);
    }
  }

  /** Puts it in the place of Liberty's own. */
  public static class Extension implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
      builder.override(
          DeployableContainer.class, WLPManagedContainer.class, ReusingContainer.class);
    }
  }
}
