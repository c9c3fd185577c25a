"""What can be done next: by the rule that put a line on the list, or the dimension judged low."""

NEXT_STEPS = {
    "worse": "Tinjau program ini bersama penyelenggara sebelum angkatan berikutnya dibuka.",
    "no_change": "Bahas dengan atasan alumni apa yang menghalangi penerapan hasil pelatihan.",
    "low_dimension": "Bahas bagian yang dinilai rendah bersama penyelenggara dan narasumber.",
    "low_coverage": "Tawarkan jadwal yang sesuai dan minta usulan peserta dari unit ini.",
    "low_application": "Minta atasan memberi tugas untuk menerapkan hasil pelatihan.",
}
DIMENSION_STEPS = {
    "Materi": "Minta penyelenggara menyesuaikan materi dengan tugas peserta dan menambah contoh.",
    "Narasumber": "Bahas hasil ini dengan narasumber dan sediakan lebih banyak waktu tanya jawab.",
    "Sarana": "Periksa ruang, peralatan, dan jaringan sebelum angkatan berikutnya dibuka.",
    "Penyelenggaraan": "Kirim jadwal dan undangan lebih awal, dan tunjuk satu narahubung peserta.",
    "Relevansi": "Undang pegawai yang tugasnya sesuai topik, dan tanyakan dulu kebutuhannya.",
    "Kompetensi": "Tambah waktu praktik dengan pendampingan, lalu ukur lagi dengan posttest.",
    "Kepercayaan diri": "Tambah latihan kasus nyata, dan tunjuk pendamping pada bulan pertama.",
    "Motivasi": "Minta atasan menyepakati satu rencana penerapan dengan setiap peserta.",
    "Penerapan": "Minta atasan memberi tugas yang memakai hasil pelatihan, ditinjau tiap bulan.",
    "Dukungan atasan": "Minta Kepala OPD mengatur waktu dan umpan balik atasan bagi para alumni.",
    "Dampak unit": "Pilih satu pekerjaan unit untuk diperbaiki alumni; ukur sebelum dan sesudah.",
    "Dampak layanan": "Pilih satu layanan untuk diperbaiki alumni; tanyakan pendapat penggunanya.",
    "Karier": "Jelaskan kepada peserta jabatan dan jalur karier yang dituju program ini.",
    "Kesadaran": "Kirim kalender program ke setiap OPD dan jelaskan manfaatnya bagi karier.",
    "Kesempatan": "Sepakati dengan atasan siapa yang menggantikan tugas selama pelatihan.",
}
