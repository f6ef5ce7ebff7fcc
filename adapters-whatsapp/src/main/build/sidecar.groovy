// Bundles the web engine's side process into target/classes/sidecar, unless the sources are unchanged.
// Without Node, Crier is built without that engine.
import java.nio.file.Files
import java.security.MessageDigest
import java.util.concurrent.TimeUnit

def sources = new File(project.basedir, 'src/main/sidecar')
def work = new File(project.build.directory, 'sidecar')
def bundle = new File(project.build.outputDirectory, 'sidecar/sidecar.mjs')
def versionFile = new File(bundle.parentFile, 'version')
def checksumFile = new File(work, 'checksum')
def buildLog = new File(work, 'build.log')

def run = { File directory, Object... command ->
  try {
    def process = new ProcessBuilder(command.collect { it as String })
        .directory(directory)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(buildLog))
        .start()
    process.outputStream.close()
    if (!process.waitFor(10, TimeUnit.MINUTES)) {
      process.destroyForcibly()
      return false
    }
    return process.exitValue() == 0
  } catch (IOException ignored) {
    return false
  }
}

def skip = { reason ->
  bundle.parentFile.deleteDir()
  log.warn("web engine left out: $reason")
}

def files = sources.listFiles().findAll { it.file }.sort { it.name }
def digest = MessageDigest.getInstance('SHA-256')
files.each { digest.update(it.name.bytes); digest.update(it.bytes) }
def checksum = digest.digest().encodeHex().toString()
if (bundle.exists() && checksumFile.exists() && checksumFile.text == checksum) {
  return
}

work.mkdirs()
buildLog.delete()
if (!run(work, 'node', '--eval', 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)')) {
  skip('Node 20+ not found')
  return
}
def npm = System.getProperty('os.name').startsWith('Windows') ? 'npm.cmd' : 'npm'
if (!run(work, npm, '--version')) {
  skip('npm not found')
  return
}
files.each { Files.write(new File(work, it.name).toPath(), it.bytes) }
if (!run(work, npm, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline')) {
  skip("its libraries could not be installed, see $buildLog")
  return
}
bundle.parentFile.mkdirs()
if (!run(work, npm, 'run', 'bundle', '--', "--outfile=$bundle")) {
  bundle.parentFile.deleteDir()
  throw new IllegalStateException("the side process could not be bundled, see $buildLog")
}
// The version that Baileys reports to WhatsApp unless it is told another.
def writeVersion = '''
  import { writeFileSync } from 'node:fs';
  import { DEFAULT_CONNECTION_CONFIG } from 'baileys';
  writeFileSync(process.argv[1], DEFAULT_CONNECTION_CONFIG.version.join('.'));
'''
if (!run(work, 'node', '--input-type=module', '--eval', writeVersion, "$versionFile")) {
  bundle.parentFile.deleteDir()
  throw new IllegalStateException("the version of the side process is unknown, see $buildLog")
}
checksumFile.text = checksum
