//! How rows and views are declared.

/// Declares a row type: its table, its key, the ids it is found by, and its columns.
macro_rules! row {
    (
        $(#[$meta:meta])*
        $name:ident in $table:literal, key [$($key:ident: $key_ty:ty),+],
        $(links [$($link:ident: $link_ty:ty),+],)? of_programme $of:literal {
            $($(#[$field_meta:meta])* $field:ident: $ty:ty,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $ty,)+
        }

        impl $crate::table::Row for $name {
            type Key = ($($key_ty,)+);

            const LINKS: &'static [&'static str] = &[$($(stringify!($link)),+)?];

            fn key(&self) -> Self::Key {
                ($(self.$key.clone(),)+)
            }

            fn link(&self, place: usize) -> Option<uuid::Uuid> {
                let links: &[Option<uuid::Uuid>] = &[$($($crate::table::Link::link(&self.$link)),+)?];
                links.get(place).copied().flatten()
            }

            fn shape() -> $crate::table::Shape {
                $crate::table::Shape {
                    table: $table,
                    columns: vec![$((
                        stringify!($field),
                        <$ty as $crate::table::Column>::SQL,
                        <$ty as $crate::table::Column>::NULLABLE,
                    ),)+],
                    key: &[$(stringify!($key),)+],
                    of_programme: $of,
                }
            }
        }

        $($(
            impl $crate::table::LinkedBy<$link_ty> for $name {
                const PLACE: usize =
                    $crate::table::place(<Self as $crate::table::Row>::LINKS, stringify!($link));
            }
        )+)?
    };
}

/// Declares a view: its name, the question it answers, and its tables.
macro_rules! view {
    (
        $(#[$meta:meta])*
        $name:ident, $title:literal, $question:literal {
            $($(#[$field_meta:meta])* $field:ident: $row:ty,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default)]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $crate::table::Table<$row>,)+
        }

        impl $crate::table::Tables for $name {
            fn name(&self) -> &'static str {
                $title
            }

            fn question(&self) -> &'static str {
                $question
            }

            fn shapes(&self) -> Vec<$crate::table::Shape> {
                vec![$(<$row as $crate::table::Row>::shape(),)+]
            }

            fn load(&mut self, table: &str, rows: Vec<serde_json::Value>) -> Result<(), serde_json::Error> {
                $(
                    if table == <$row as $crate::table::Row>::shape().table {
                        return self.$field.load(rows);
                    }
                )+
                Ok(())
            }

            fn untouch(&mut self) {
                $(self.$field.untouch();)+
            }

            fn leave_changes(&mut self) {
                $(self.$field.leave_change();)+
            }

            fn take_changes(&mut self) -> Result<Vec<$crate::table::Change>, serde_json::Error> {
                Ok(vec![$(self.$field.take_change()?,)+])
            }
        }
    };
}

pub(crate) use {row, view};
