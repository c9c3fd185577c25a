"""Words that speak of each challenge; tuned on one half of a sample, never on the other."""

from __future__ import annotations

OTHER = "lain"  # the code of "Lainnya": praise, thanks, and what fits no challenge

SEEDS = {
    "waktu": """
        jadwal bentrok, jam pelayanan, tugas harian, waktu, pekerjaan kantor menumpuk,
        loket ditinggal, mengganggu pelayanan, hari libur, padat, durasi, singkat, terlambat mulai,
        dipanggil kantor, giliran jaga, sibuk, beban kerja, akhir pekan, kurang lama,
        sebentar, mendadak
    """,
    "partisipasi": """
        minat rendah, kurang minat, enggan ikut, malas ikut, peserta sedikit, tidak hadir, absen,
        sepi, titip absen, antusias, ditunjuk terpaksa, motivasi peserta, kurang tertarik,
        partisipasi, ogah, tidak semangat, bolos, keikutsertaan
    """,
    "anggaran": """
        anggaran, dana, biaya, uang saku, transport, perjalanan dinas, honor, insentif, konsumsi,
        dibayar, potongan, efisiensi anggaran, biaya sendiri, mahal, dana tidak ada, kuota terbatas,
        APBD, DPA, dipangkas, sponsor, ditanggung
    """,
    "variasi": """
        pilihan, beragam, bervariasi, monoton, itu-itu saja, topik baru, tema sama, jenis pelatihan,
        ragam, macam pelatihan, topik lain, metode bervariasi, bosan, tiap tahun sama, variasi
    """,
    "resistensi": """
        cara lama, kebiasaan lama, sulit berubah, menolak perubahan, nyaman, rekan tidak mau,
        enggan berubah, budaya kerja, senior, zona nyaman, kembali lagi, susah diubah, menentang,
        pola lama, perubahan, pegawai lama, merepotkan, mencibir
    """,
    "relevansi": """
        materi tidak sesuai, kurang relevan, tugas pokok, kebutuhan unit, terlalu teori, kurikulum,
        tidak nyambung, contoh kasus, tidak terpakai, bidang lain, tidak dibutuhkan, tupoksi,
        umum sekali, peraturan dicabut, tidak cocok, isi materi, usang
    """,
    "narasumber": """
        narasumber, menguasai materi, cara mengajar, penyampaian, menjelaskan, membaca paparan,
        suara pelan, tidak menjawab pertanyaan, interaktif, terburu-buru, berpengalaman, ahli,
        tidak jelas, membingungkan, fasilitator
    """,
    "dukungan": """
        pimpinan tidak mendukung, dukungan atasan, izin pimpinan, kesempatan menerapkan, didukung,
        arahan pimpinan, restu, umpan balik atasan, tindak lanjut, pendampingan, kebijakan pimpinan,
        tidak diberi kesempatan, perhatian pimpinan, pimpinan hanya menyuruh, usul ditolak, dorongan
    """,
    "kesadaran": """
        kesadaran, informasi, sosialisasi, tidak tahu, belum paham pentingnya, manfaat karier,
        pengumuman, jenjang karier, pengembangan diri, formalitas, sertifikat saja, menganggap
        tidak penting, belum mengerti, syarat kenaikan pangkat, dianggap beban, undangan
    """,
    "sarana": """
        ruangan, panas, pendingin, komputer, internet, proyektor, mikrofon, kursi, listrik, toilet,
        gedung, parkir, fasilitas, peralatan, sempit, lambat, rusak, modul cetak, aplikasi macet,
        terputus, gelap, bising, sarana, prasarana, aula, alat, pemindai, buram
    """,
    "mutasi": """
        mutasi, pindah tugas, pindah jabatan, dipindahkan, rotasi, jabatan baru, unit baru, promosi,
        pensiun, tempat tugas baru, ganti bagian, penempatan, dialihkan, bertukar tugas
    """,
    OTHER: """
        terima kasih, bagus, baik, mantap, bermanfaat, jelas, menyenangkan, puas, memuaskan,
        lanjutkan, pertahankan, tingkatkan, sukses, ramah, membantu, ilmu baru, wawasan, seru,
        mudah dipahami, percaya diri, tidak ada saran, sesuai, lancar, hebat, senang, terampil
    """,
}  # code of the codebook: phrases, comma between; they are read as comments are
