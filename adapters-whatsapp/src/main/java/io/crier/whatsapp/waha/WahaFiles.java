package io.crier.whatsapp.waha;

import io.crier.application.media.MediaStore;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** Reads the files of one session from the media store. */
record WahaFiles(MediaStore mediaStore, AccountId account) {

  InputStream open(MediaFile file) throws IOException {
    return mediaStore.open(account, file.id()).orElseThrow(FileNotFoundException::new);
  }
}
