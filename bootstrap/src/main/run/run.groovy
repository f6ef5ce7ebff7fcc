// Runs Crier in the foreground on the JDK that the build has selected, wherever Maven itself runs.
// When Maven is told to stop (Ctrl-C, SIGTERM) it stops Crier and waits for it, so that nothing is left behind.
import org.apache.maven.toolchain.ToolchainManager

def java = session.container.lookup(ToolchainManager).getToolchainFromBuildContext('jdk', session).findTool('java')
def wlp = new File(project.build.directory, 'liberty/wlp')
def server = new File(wlp, 'usr/servers/crier')

def crier = new ProcessBuilder(
    java,
    "@$wlp/lib/platform/java/java24.options" as String,
    "@$server/jvm.options" as String,
    '-jar', "$wlp/bin/tools/ws-server.jar" as String, server.name)
    .directory(new File(System.getProperty('user.dir')))
    .inheritIO()
    .start()

Runtime.runtime.addShutdownHook {
  crier.destroy()
  crier.waitFor()
}

if (crier.waitFor() != 0) {
  throw new IllegalStateException("Crier ended with code ${crier.exitValue()}, and has told why.")
}
