// Runs a pretended X in the foreground on the JDK that the build has selected; ends with Maven.
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
