// Runs the fake X in the foreground, on the build's JDK, until Maven is stopped.
import org.apache.maven.toolchain.ToolchainManager

def java = session.container.lookup(ToolchainManager).getToolchainFromBuildContext('jdk', session).findTool('java')

def x = new ProcessBuilder(
    java,
    '-classpath', project.testClasspathElements.join(File.pathSeparator),
    'io.crier.x.fake.FakeX', session.userProperties['fake-x.port'] ?: project.properties['fake-x.port'])
    .inheritIO()
    .start()

Runtime.runtime.addShutdownHook {
  x.destroy()
  x.waitFor()
}

x.waitFor()
